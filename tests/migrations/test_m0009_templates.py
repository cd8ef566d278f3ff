"""Statements that were brought in before keep their tags, and are offered; templates can come."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from engagement_desktop.storage import migrations
from tests.helpers.earlier import file_before, write

NOW = "2026-09-01T08:00:00.000000+00:00"
BEFORE = (
    f"INSERT INTO framework VALUES (1, 'Early steps', 0, '{NOW}')",
    "INSERT INTO framework_statement (id, framework_id, heading, wording, position)"
    " VALUES (1, 1, 'Contact', 'Turns to a voice', 0)",
    "INSERT INTO pupil (id, legal_first_name, legal_last_name, preferred_name, pronouns, upn,"
    " communication, interests, senses, mobility, medical, regressive_condition, created_at,"
    " updated_at) VALUES (1, 'Amara', 'Example', 'Amara', '', '', '', '', '', '', '', 0,"
    f" '{NOW}', '{NOW}')",
    "INSERT INTO observation (id, pupil_id, status, occurred_at, activity, place, adults,"
    " provision, provision_effect, observer_name, knows_pupil, narrative, next_action_note,"
    " created_at, updated_at)"
    f" VALUES (1, 1, 'draft', '{NOW}', '', '', '', '', '', '', '', '', '', '{NOW}', '{NOW}')",
    "INSERT INTO observation_statement VALUES (1, 1)",
)


def test_a_tagged_statement_stays_and_a_template_leaves_with_its_observation(
    tmp_path: Path,
) -> None:
    with file_before(9, tmp_path) as database:
        write(database, *BEFORE)
        assert migrations.migrate(database)
        with database.write() as session:
            statement = session.execute(
                text(
                    "SELECT wording, code, retired FROM framework_statement"
                    " JOIN observation_statement ON statement_id = id"
                )
            ).one()
            session.execute(
                text(
                    "INSERT INTO observation_template VALUES"
                    f" (1, 'Bells', 'Bells', NULL, '', '', '', 0, '{NOW}')"
                )
            )
            session.execute(text("INSERT INTO template_use VALUES (1, 1)"))
            session.execute(text("DELETE FROM observation"))
            used = session.execute(text("SELECT count(*) FROM template_use")).scalar()
            kept = session.execute(text("SELECT count(*) FROM observation_template")).scalar()
    assert tuple(statement) == ("Turns to a voice", "", 0)
    assert (used, kept) == (0, 1)
