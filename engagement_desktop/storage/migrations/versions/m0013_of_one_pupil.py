"""What lists and the timeline show of a pupil’s observations stands together in the index.

The observations of ten years lie far apart in the file: to read each where it is means to decrypt
as many pages as the pupil has observations.
"""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the wider index in the place of the one by pupil and time, which it begins with."""
    op.create_index(
        "ix_observation_of_pupil",
        "observation",
        [
            "pupil_id",
            "occurred_at",
            "status",
            "activity",
            "place",
            "adults",
            "why_activity",
            "observer_id",
            "observer_name",
        ],
    )
    op.drop_index("ix_observation_pupil_id_occurred_at", "observation")
