"""Finding the names of pupils in a text that is about to stand where they must not be named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.models.records import Pupil


def names_of(session: Session, pupil_ids: Sequence[int]) -> re.Pattern[str] | None:
    """Finds a word that is one of these pupils' names."""
    found = session.execute(
        select(Pupil.preferred_name, Pupil.legal_first_name, Pupil.legal_last_name).where(
            Pupil.id.in_(pupil_ids)
        )
    )
    names = {name.strip() for row in found for name in row if name.strip()}
    if not names:
        return None
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
