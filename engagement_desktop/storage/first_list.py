"""The pupils of a school's file, read with plain SQL before SQLAlchemy is loaded.

It knows one shape of the file, that of this release; a file of any other shape is left to
`migrations`, which brings it here or refuses it. `services.pupils` reads the same list later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from engagement_desktop.models.pupil_list import ClassRow, PupilRow
from engagement_desktop.storage.keyed_file import DbConnection, KeyedFile
from engagement_desktop.storage.refusals import Damaged, telling

SHAPE = "0016"
"""The revision whose tables are read here: the newest one in `migrations`."""

_SHAPE = "SELECT version_num FROM alembic_version"
_SCHOOL = """
    SELECT school.name, staff_member.class_group_id
    FROM school JOIN staff_member ON staff_member.id = ?
"""
_CLASSES = "SELECT id, name FROM class_group ORDER BY position, name"
_PUPILS = """
    SELECT pupil.id, pupil.preferred_name,
        pupil.legal_first_name || ' ' || pupil.legal_last_name,
        pupil.class_group_id, coalesce(class_group.name, ''),
        (SELECT max(occurred_at) FROM observation WHERE observation.pupil_id = pupil.id),
        pupil.photo IS NOT NULL
    FROM pupil LEFT JOIN class_group ON class_group.id = pupil.class_group_id
    WHERE (pupil.left_on IS NULL OR pupil.left_on >= ?) AND (
        (SELECT role FROM staff_member WHERE id = ?) <> 'moderator'
        OR pupil.id IN (SELECT pupil_id FROM moderation)
    )
    ORDER BY class_group.position NULLS LAST, class_group.name, lower(pupil.preferred_name)
"""


@dataclass(frozen=True)
class FirstList:
    """What is shown of a school first. `class_id` is the own class of who signed in, if any."""

    school_name: str
    class_id: int | None
    classes: tuple[ClassRow, ...]
    pupils: tuple[PupilRow, ...]


def read(file: KeyedFile, staff_id: int, today: date) -> FirstList | None:
    """The pupils at school `today`, by class and name; None for a file of another shape.

    A moderator is shown those alone who were put up for moderation.

    Raises:
        Damaged: the school or the person is not in the file, or the disk's bytes have changed.
        DiskTrouble.
    """
    with telling(file.path):
        connection = file.connect(writes=False)
        try:
            if connection.execute(_SHAPE).fetchall() != [(SHAPE,)]:
                return None
            school = connection.execute(_SCHOOL, (staff_id,)).fetchone()
            if school is None:
                raise Damaged(file.path)
            return FirstList(
                school_name=school[0],
                class_id=school[1],
                classes=tuple(ClassRow(*row) for row in connection.execute(_CLASSES)),
                pupils=_pupils(connection, today, staff_id),
            )
        finally:
            connection.close()


def _pupils(connection: DbConnection, today: date, staff_id: int) -> tuple[PupilRow, ...]:
    return tuple(
        PupilRow(number, preferred, legal, class_id, class_name, _local_day(seen), bool(photo))
        for number, preferred, legal, class_id, class_name, seen, photo in connection.execute(
            _PUPILS, (today.isoformat(), staff_id)
        )
    )


def _local_day(moment: str | None) -> date | None:
    return None if moment is None else datetime.fromisoformat(moment).astimezone().date()
