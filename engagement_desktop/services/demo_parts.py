"""What the demo school's texts are made of: strict parts, and words that are checked.

A vocabulary word is written as the end of its key (`emerging` for `how_established.emerging`).
"""

from __future__ import annotations

from datetime import time
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from engagement_desktop.models.vocabularies import Vocabulary, shipped_words

_KEYS = frozenset(word.key for word in shipped_words())


def _word(vocabulary: Vocabulary) -> BeforeValidator:
    def full_key(end: object) -> object:
        key = f"{vocabulary.value}.{end}"
        if key not in _KEYS:
            raise ValueError(f"“{end}” is no word of {vocabulary.value}")
        return key

    return BeforeValidator(full_key)


How = Annotated[str, _word(Vocabulary.HOW_ESTABLISHED)]
Shows = Annotated[str, _word(Vocabulary.WHAT_THIS_SHOWS)]
Support = Annotated[str, _word(Vocabulary.SUPPORT)]
Consistency = Annotated[str, _word(Vocabulary.CONSISTENCY)]
Confidence = Annotated[str, _word(Vocabulary.CONFIDENCE)]
Subtle = Annotated[str, _word(Vocabulary.SUBTLE_RESPONSE)]
Context = Annotated[str, _word(Vocabulary.CONTEXT)]
Why = Annotated[str, _word(Vocabulary.WHY_ACTIVITY)]
Next = Annotated[str, _word(Vocabulary.NEXT_ACTION)]
Who = Annotated[str, _word(Vocabulary.WHO_OBSERVED)]
PlanKind = Annotated[str, _word(Vocabulary.PLAN_KIND)]
Clock = Annotated[time, BeforeValidator(lambda text: time.fromisoformat(str(text)))]


class Part(BaseModel):
    """A table of the texts: nothing unknown in it, and it never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)
