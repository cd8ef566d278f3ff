"""What was seen of one pupil stands together in the indexes: responses, words of context, evidence.

The rows of ten years lie far apart in the file, and each page that holds one has to be decrypted.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_PARTS = {
    "area_response": (
        "observation_id",
        "area",
        "how_established",
        "what_this_shows",
        "what_pupil_did",
    ),
    "observation_context": ("kind", "observation_id", "text"),
}
"""What belongs to an observation, and the columns that are read of all that a pupil has."""
_OF_PUPIL = "(SELECT pupil_id FROM observation WHERE observation.id = observation_id)"
_ANOTHER_PUPIL = """
    CREATE TRIGGER observation_of_another_pupil AFTER UPDATE OF pupil_id ON observation
    BEGIN
        UPDATE area_response SET of_pupil_id = NEW.pupil_id WHERE observation_id = NEW.id;
        UPDATE observation_context SET of_pupil_id = NEW.pupil_id WHERE observation_id = NEW.id;
    END
"""


def upgrade() -> None:
    """Tell of each part whose it is, from now on by the file itself, and index by that."""
    for table, columns in _PARTS.items():
        tell = f"UPDATE {table} SET of_pupil_id = {_OF_PUPIL}"  # noqa: S608 - our own names
        op.add_column(table, sa.Column("of_pupil_id", sa.Integer(), nullable=True))
        op.execute(tell)
        op.create_index(f"ix_{table}_of_pupil", table, ["of_pupil_id", *columns])
        begin = f"CREATE TRIGGER {table}_of_pupil AFTER INSERT ON {table} BEGIN"
        op.execute(f"{begin} {tell} WHERE id = NEW.id; END")
    op.execute(_ANOTHER_PUPIL)
    op.create_index(
        "ix_observation_outcome_touched", "observation_outcome", ["outcome_id", "observation_id"]
    )
    op.drop_index("ix_observation_outcome_outcome_id", "observation_outcome")
    op.create_index("ix_evidence_of_pupil", "evidence", ["pupil_id", "observation_id", "kind"])
    op.drop_index("ix_evidence_pupil_id", "evidence")
