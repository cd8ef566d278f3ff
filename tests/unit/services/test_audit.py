"""Who did what: every write is entered, and nothing of it can go without being noticed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from engagement_desktop.models.records import AuditEntry, Base, Pupil
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import PermissionUse
from engagement_desktop.security import key_file, key_front
from engagement_desktop.services import (
    audit,
    observation_removal,
    observations,
    permissions,
    pupils,
)
from engagement_desktop.services.permissions import PermissionForm
from engagement_desktop.services.pupils import PupilForm
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import audit as chain
from engagement_desktop.storage.audit import PARTS, Fault
from engagement_desktop.storage.keyed_file import DbConnection
from tests.helpers.school import PASSWORD, copy_school, open_school

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copy_school(tmp_path)


@pytest.fixture
def work(path: Path) -> Iterator[Workspace]:
    opened = open_school(path, clock=lambda: NOON)
    yield opened
    opened.close()


def entries(work: Workspace) -> list[AuditEntry]:
    with work.database.read() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.number)))


def new_pupil(work: Workspace, name: str) -> int:
    form = PupilForm(legal_first_name=name, legal_last_name="Example", preferred_name=name)
    return pupils.save_pupil(work, None, form).value


def test_every_write_says_who_what_and_which(work: Workspace) -> None:
    amara = new_pupil(work, "Amara")
    form = PermissionForm(PermissionUse.FAMILY, "her mother")
    permission = permissions.add(work, amara, form).value
    permissions.withdraw(work, permission)
    seen = observations.new_observation(work, amara).value.id
    entry = observation_removal.delete_draft(work, seen).value
    told = [(entry.number, entry.staff_id, entry.act, entry.records) for entry in entries(work)]
    assert told == [
        (1, work.staff_id, "record", f"+pupil:{amara}"),
        (2, work.staff_id, "permit", f"+permission:{permission}"),
        (3, work.staff_id, "permit", f"~permission:{permission}"),
        (4, work.staff_id, "observe", f"+observation:{seen}"),
        (5, work.staff_id, "observe", f"+bin_entry:{entry} -observation:{seen}"),
    ]
    assert {entry.at for entry in entries(work)} == {NOON}


def test_no_name_stands_in_it(work: Workspace) -> None:
    new_pupil(work, "Zuleikha")
    assert "Zuleikha" not in "".join(f"{e.act}{e.records}" for e in entries(work))


def test_what_is_undone_is_not_entered_and_what_follows_still_is(work: Workspace) -> None:
    def half_wrong() -> None:
        with work.writing(Act.RECORD) as session:
            session.execute(text("UPDATE school SET head_teacher = 'A. Hill'"))
            session.execute(text("UPDATE school SET name = NULL"))

    with pytest.raises(DBAPIError):
        half_wrong()
    with work.writing(Act.RECORD):
        pass
    assert entries(work) == []
    new_pupil(work, "Amara")
    assert len(entries(work)) == 1


def test_what_goes_with_a_record_is_entered_too(work: Workspace) -> None:
    amara = new_pupil(work, "Amara")
    seen = observations.new_observation(work, amara).value.id
    with work.writing(Act.ERASE) as session:
        session.execute(text(f"DELETE FROM pupil WHERE id = {amara}"))
    assert entries(work)[-1].records == f"-observation:{seen} -pupil:{amara}"


def test_many_records_are_entered_in_short(work: Workspace) -> None:
    with work.writing(Act.IMPORT) as session:
        session.add_all(
            Pupil(
                legal_first_name="A",
                legal_last_name="B",
                preferred_name="A",
                created_at=NOON,
                updated_at=NOON,
            )
            for _ in range(40)
        )
    assert entries(work)[-1].records == "+pupil:1-40"


def test_what_is_read_out_is_entered(work: Workspace) -> None:
    work.confirm(PASSWORD)
    work.took_out(Act.EXPORT, "evidence", [7, 3, 4, 5])
    assert entries(work)[-1].records == ">evidence:3-5,7"


def test_every_part_named_is_a_table_of_the_file() -> None:
    assert set(Base.metadata.tables) | {"alembic_version"} >= PARTS


def test_neither_the_program_nor_a_service_can_change_an_entry(work: Workspace) -> None:
    new_pupil(work, "Amara")
    for change in ("UPDATE audit_entry SET staff_id = 9", "DELETE FROM audit_entry"):
        with pytest.raises(DBAPIError, match="never changed"), work.database.write() as session:
            session.execute(text(change))


@pytest.fixture
def used(path: Path) -> Path:
    """A school in which five things were done; then it was closed."""
    work = open_school(path)
    for name in ("Amara", "Bilal", "Cai", "Dilys", "Ewan"):
        new_pupil(work, name)
    work.close()
    return path


def by_hand(path: Path, *statements: str) -> None:
    """What somebody with the keys and another tool could do."""
    work = open_school(path)
    work.database.audit = None
    connection: DbConnection = work.database.connect(writes=True)
    for what in ("update", "delete"):
        connection.execute(f"DROP TRIGGER audit_entry_no_{what}")
    for statement in statements:
        connection.execute(statement)
    connection.close()
    work.close()


def found(path: Path) -> Fault | None:
    work = open_school(path)
    try:
        whole = audit.check_all(work).problem
        if whole is None:
            audit.check(work)
            return None
        with pytest.raises(audit.SomethingMissing) as missing:
            audit.check(work)
        assert missing.value.problem.fault is whole.fault
        return whole.fault
    finally:
        work.close()


def test_an_untouched_file_is_found_whole(used: Path) -> None:
    assert found(used) is None


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (["UPDATE audit_entry SET staff_id = 9 WHERE number = 3"], Fault.CHANGED),
        (
            ["UPDATE audit_entry SET at = '2020-01-01T00:00:00+00:00' WHERE number = 1"],
            Fault.CHANGED,
        ),
        (["DELETE FROM audit_entry WHERE number = 2"], Fault.CHANGED),
        (["DELETE FROM audit_entry WHERE number = 1"], Fault.CHANGED),
        (
            [
                "UPDATE audit_entry SET number = 99 WHERE number = 2",
                "UPDATE audit_entry SET number = 2 WHERE number = 3",
                "UPDATE audit_entry SET number = 3 WHERE number = 99",
            ],
            Fault.CHANGED,
        ),
        (["DELETE FROM audit_entry WHERE number = 5"], Fault.ENDS_EARLY),
        (["DELETE FROM audit_entry"], Fault.ENDS_EARLY),
    ],
    ids=["edited", "dated back", "taken out", "first taken out", "swapped", "cut", "emptied"],
)
def test_tampering_is_noticed_at_opening(used: Path, statements: list[str], fault: Fault) -> None:
    by_hand(used, *statements)
    assert found(used) is fault


def test_an_older_file_put_back_is_noticed_once_with_since_when(path: Path, tmp_path: Path) -> None:
    work = open_school(path, clock=lambda: NOON)
    new_pupil(work, "Amara")
    work.close()
    older = tmp_path / "older"
    shutil.copyfile(path, older)
    work = open_school(path, clock=lambda: NOON.replace(day=22))
    new_pupil(work, "Bilal")
    work.close()
    shutil.copyfile(older, path)

    work = open_school(path)
    with pytest.raises(audit.SomethingMissing) as missing:
        audit.check(work)
    assert "after 21 November 2026, 12:00, until 22 November 2026, 12:00" in str(missing.value)
    assert audit.check_all(work).problem is not None
    work.close()
    assert found(path) is None  # told once; the entry of it stays
    work = open_school(path)
    assert [entry.records for entry in entries(work)][-1] == "!ends_early"
    work.close()


def test_a_file_that_went_another_way_is_noticed(path: Path, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copyfile(path, older)
    for names, kept in ((("Amara", "Bilal"), True), (("Cai", "Dilys", "Ewan"), False)):
        keys = key_front.beside(path).read_bytes()
        work = open_school(path)
        for name in names:
            new_pupil(work, name)
        work.close()
        if kept:
            shutil.copyfile(older, path)
        else:
            key_front.beside(path).write_bytes(keys)
    assert found(path) is Fault.ANOTHER


def test_a_flipped_bit_in_the_log_is_noticed(
    path: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """SQLite drops the rest of its log without a word, and both its checks say that all is well."""
    work = open_school(path)
    for number in range(30):
        new_pupil(work, f"Pupil{number}")
    assert work.database.audit is not None
    work.database.audit.settle()
    crashed = copied(path, tmp_path / "crashed")  # as a power cut leaves it
    work.close()

    many = [n / 200 for n in range(20, 196)]
    for number, part in enumerate(many if request.config.getoption("--long") else many[20::70]):
        again = copied(crashed, tmp_path / f"flipped {number}")
        log = again.with_name(again.name + "-wal")
        flipped = bytearray(log.read_bytes())
        flipped[int(len(flipped) * part)] ^= 1
        log.write_bytes(flipped)
        assert found(again) is Fault.ENDS_EARLY, part


def test_a_crash_alone_is_no_fault(path: Path, tmp_path: Path) -> None:
    work = open_school(path)
    for number in range(5):
        new_pupil(work, f"Pupil{number}")
    crashed = copied(path, tmp_path / "crashed")
    work.close()
    assert found(crashed) is None


def copied(path: Path, folder: Path) -> Path:
    folder.mkdir()
    for ending in ("", "-wal"):
        shutil.copyfile(path.with_name(path.name + ending), folder / (path.name + ending))
    shutil.copyfile(key_front.beside(path), key_front.beside(folder / path.name))
    return folder / path.name


def test_the_anchor_follows_now_and_then_and_at_the_end(
    work: Workspace, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reached() -> int:
        written = key_file.read(key_front.beside(path)).written_up_to
        return written.number if written else 0

    new_pupil(work, "Amara")
    assert reached() == 0
    monkeypatch.setattr(chain, "ANCHOR_SECONDS", 0.0)
    new_pupil(work, "Bilal")
    assert reached() == 2
    monkeypatch.setattr(chain, "ANCHOR_SECONDS", 1000.0)
    new_pupil(work, "Cai")
    assert reached() == 2
    work.close()
    assert reached() == 3


def test_a_disk_that_refuses_the_anchor_never_refuses_the_work(
    work: Workspace, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "ANCHOR_SECONDS", 0.0)

    def refuse(at: Path, keys: key_file.KeyFile) -> None:
        raise key_file.KeyFileNotWritten(at)

    monkeypatch.setattr(key_file, "write", refuse)
    new_pupil(work, "Amara")
    assert len(entries(work)) == 1
