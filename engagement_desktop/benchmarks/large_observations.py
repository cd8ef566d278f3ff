"""The observations of a generated school, ten years of them, in the order in which they were made.

Rows that are many are made by the file itself from those that stand there, as quickly as it takes
them; each observation has its own entry in the chain of who did what, as if it had been written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import AreaResponse, Base, Observation
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import CheckAnswer, CheckQuestion, ObservationStatus
from engagement_desktop.models.vocabularies import Vocabulary, shipped_words
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage.audit import Anchor, Doing, token

YEARS = 10
_RESPONSES = (3, 4, 3)
"""How many areas one observation after the other shows: 800,000 responses in 240,000."""
_BATCH = 5_000
_ACTIVITIES = (
    "Bubble tube, switch on tray",
    "Floor drum",
    "Water tray, pouring jug",
    "Ribbon fan with a switch",
    "Light ball in the dark den",
    "Parachute song",
    "Tastes at snack",
    "Swing, “Ready, steady…”",
    "Shaving foam on the mirror",
    "Story sack: the bear’s picnic",
    "Resonance board with bells",
    "Rebound on the trampoline",
    "Hydrotherapy, floating on the back",
    "Scarves and the wind machine",
    "Planting bulbs",
    "Cause-and-effect screen, fireworks",
)
_PLACES = ("Sensory room", "Classroom", "Hall", "School garden", "Pool", "Home", "Library", "Bus")
_ADULTS = ("A familiar adult", "Two familiar adults", "A new adult", "The music therapist")
_BEGINNINGS = (
    "stilled when the room grew quiet",
    "looked from the adult to the switch",
    "reached across the tray",
    "turned towards the sound",
    "opened both hands",
    "leaned into the next beat",
    "lifted the left elbow from the cushion",
    "vocalised a long, low note",
    "tracked the torch over the ceiling",
    "pressed the yellow button with a flat palm",
    "tapped twice on the table",
    "frowned at the empty beaker",
    "held the ribbon against one cheek",
    "kicked with the right foot",
    "explored the rough side of the shell",
    "breathed more slowly",
    "pulled the blanket closer",
    "searched the bag for the missing bell",
)
_MIDDLES = (
    "",
    "while the others sang,",
    "after a pause of several seconds,",
    "although the corridor was noisy,",
    "without a prompt,",
    "when the lights went blue,",
    "as the song reached its chorus,",
    "with the splint off,",
    "soon after the hoist had stopped,",
    "before the bus arrived,",
)
_ENDINGS = (
    "and waited for it to begin again.",
    "before anybody had spoken.",
    "then smiled and looked away.",
    "for the whole of the song.",
    "and did so again a little later.",
    "with a long breath out.",
    "and glanced at the photograph of home.",
    "then offered the object to a friend.",
    "until the timer rang.",
    "and seemed surprised by the splash.",
    "then rested against the wedge.",
    "and laughed at the peacock feather.",
    "although this had never been tried.",
    "then chose the cinnamon over the lemon.",
)

_CONTEXT = """
    INSERT INTO observation_context (observation_id, kind, text)
    SELECT o.id, 'context.mood', iif(o.id * 7 % 3, 'calm', 'bright')
    FROM observation o WHERE o.id >= :first
    UNION ALL SELECT o.id, 'context.sleep', iif(o.id * 5 % 4, 'slept well', 'woke early')
    FROM observation o WHERE o.id >= :first ORDER BY 1
"""
_TOUCHED = """
    INSERT INTO observation_outcome (observation_id, outcome_id)
    SELECT o.id, (SELECT max(id) FROM outcome WHERE pupil_id = o.pupil_id)
    FROM observation o WHERE o.id >= :first AND o.id % 2
"""
_CHECKS = """
    INSERT INTO response_check (response_id, question, answer, note)
    SELECT r.id, q.value, :yes, ''
    FROM area_response r CROSS JOIN json_each(:questions) q
    WHERE r.id >= :first_response ORDER BY r.id
"""
_SUPPORT = """
    INSERT INTO response_support (response_id, word)
    SELECT r.id, w.value FROM area_response r JOIN json_each(:support) w
    ON w.key = r.id * 31 / 7 % json_array_length(:support) WHERE r.id >= :first_response
"""
_SUBTLE = """
    INSERT INTO response_subtle (response_id, word)
    SELECT r.id, w.value FROM area_response r JOIN json_each(:subtle) w
    ON w.key IN (
        r.id * 17 / 5 % json_array_length(:subtle), (r.id * 17 / 5 + 3) % json_array_length(:subtle)
    ) WHERE r.id >= :first_response
"""
_ENTRIES = """
    INSERT INTO search_entry (kind, record_id, pupil_id)
    SELECT 'observation', o.id, o.pupil_id FROM observation o WHERE o.id >= :first ORDER BY o.id
"""
_WORDS = """
    INSERT INTO search_text (rowid, words)
    SELECT e.id, concat_ws(char(10), o.activity, o.place, o.adults, o.next_action_note,
        (SELECT group_concat(c.text, char(10)) FROM observation_context c
            WHERE c.observation_id = o.id),
        (SELECT group_concat(r.what_pupil_did, char(10)) FROM area_response r
            WHERE r.observation_id = o.id))
    FROM search_entry e JOIN observation o ON o.id = e.record_id
    WHERE e.kind = 'observation' AND o.id >= :first ORDER BY e.id
"""


def write_observations(work: Workspace, whose: Sequence[int], rng: Random) -> None:
    """Add an observation of each of these pupils, one after the other over the years.

    Each is approved, shows three or four areas, has its own entry of who did what, and can be found
    by its words.
    """
    newest: Anchor | None = None
    with work.database.write() as session:
        first, response = next_id(session, Observation), next_id(session, AreaResponse)
        since = {"first": first, "first_response": response}
        rows = _observations(work, whose, first, rng)
        while batch := list(islice(rows, _BATCH)):
            responses = list(_responses(batch, response, rng))
            _put(session, Observation, batch)
            _put(session, AreaResponse, responses)
            response += len(responses)
            newest = _enter(work, session, batch) or newest
        for statement in (_CONTEXT, _TOUCHED, _CHECKS, _SUPPORT, _SUBTLE, _ENTRIES, _WORDS):
            session.execute(text(statement), since | _choices())
    if newest is not None and work.database.audit is not None:
        work.database.audit.committed(newest)


def _put(session: Session, record: type[Base], rows: list[dict[str, Any]]) -> None:
    table = record.__table__
    assert isinstance(table, Table)
    session.execute(insert(table), rows)


def _enter(work: Workspace, session: Session, batch: list[dict[str, Any]]) -> Anchor | None:
    """An entry for each observation, at its time; the newest."""
    chain, connection = work.database.audit, session.connection().connection.driver_connection
    if chain is None or connection is None:
        return None
    newest = None
    connection.execute("DELETE FROM temp.audit_touched")  # all of them together
    act = Act.OBSERVE.name.lower()
    for row in batch:
        record = token("+", Observation.__tablename__, [row["id"]])
        newest = chain.enter(connection, Doing(work.staff_id, act, row["created_at"], record))
    return newest


def _observations(
    work: Workspace, whose: Sequence[int], first: int, rng: Random
) -> Iterator[dict[str, Any]]:
    """A row for each pupil named, from the earliest to the latest."""
    why, who, following = (
        words(each)
        for each in (Vocabulary.WHY_ACTIVITY, Vocabulary.WHO_OBSERVED, Vocabulary.NEXT_ACTION)
    )
    moments = sorted(_moment(work.now(), rng) for _ in whose)
    for number, (pupil_id, at) in enumerate(zip(whose, moments, strict=True), first):
        yield {
            "id": number,
            "pupil_id": pupil_id,
            "status": ObservationStatus.APPROVED,
            "occurred_at": at,
            "minutes": rng.randint(5, 30),
            "activity": rng.choice(_ACTIVITIES),
            "why_activity": rng.choice(why),
            "place": rng.choice(_PLACES),
            "adults": rng.choice(_ADULTS),
            "observer_id": work.staff_id,
            "who_observed": rng.choice(who),
            "next_action": rng.choice(following),
            "next_action_note": "same place, another adult.",
            "written_by_id": work.staff_id,
            "created_at": at + timedelta(minutes=30),
            "updated_at": at + timedelta(minutes=30),
            "approved_at": at + timedelta(hours=4),
            "approved_by_id": work.staff_id,
        }


def _responses(
    observations: list[dict[str, Any]], first: int, rng: Random
) -> Iterator[dict[str, Any]]:
    """The rows of what was seen in each area."""
    how, shows, often, sure = (
        words(each)
        for each in (
            Vocabulary.HOW_ESTABLISHED,
            Vocabulary.WHAT_THIS_SHOWS,
            Vocabulary.CONSISTENCY,
            Vocabulary.CONFIDENCE,
        )
    )
    areas, number = list(Area), first
    for observation in observations:
        for area in rng.sample(areas, _RESPONSES[observation["id"] % len(_RESPONSES)]):
            yield {
                "id": number,
                "observation_id": observation["id"],
                "area": area,
                "what_pupil_did": sentence(rng),
                "how_established": rng.choice(how),
                "what_this_shows": rng.choice(shows),
                "consistency": rng.choice(often),
                "confidence": rng.choice(sure),
            }
            number += 1


def sentence(rng: Random) -> str:
    """What somebody saw."""
    parts = (rng.choice(_BEGINNINGS), rng.choice(_MIDDLES), rng.choice(_ENDINGS))
    return " ".join(("The pupil", *filter(None, parts)))


def _moment(now: datetime, rng: Random) -> datetime:
    """A time in school hours on a weekday of the last ten years."""
    day = now - timedelta(days=rng.randint(1, 365 * YEARS))
    day -= timedelta(days=max(0, day.weekday() - 4))
    return day.replace(hour=rng.randint(9, 14), minute=rng.randint(0, 59), second=0, microsecond=0)


def _choices() -> dict[str, str]:
    """What the rows that the file makes are chosen from."""
    return {
        "yes": CheckAnswer.YES.value,
        "questions": json.dumps([each.value for each in CheckQuestion]),
        "support": json.dumps(words(Vocabulary.SUPPORT)),
        "subtle": json.dumps(words(Vocabulary.SUBTLE_RESPONSE)),
    }


@cache
def words(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The keys of the shipped words of a vocabulary."""
    return tuple(word.key for word in shipped_words() if word.vocabulary is vocabulary)


def next_id(session: Session, record: type[Base]) -> int:
    """The first id that is free after all of a table."""
    return (session.scalar(select(func.max(record.__table__.c.id))) or 0) + 1
