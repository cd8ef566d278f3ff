"""The certificate that a pupil's records were erased: one page, for the school's own files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from engagement_desktop.reports.content import long_date
from engagement_desktop.reports.frame import Running, Story, write
from engagement_desktop.reports.styles import styles
from engagement_desktop.reports.tables import facts
from engagement_desktop.reports.tagging import Meta

_WHAT = (
    "All records of this pupil were removed from the school’s file: the profile, observations, "
    "plans, judgements, conversations and reports, with their clips, photos and documents, the "
    "words in the search index, and what was typed and not saved. What was removed was overwritten."
)
_WHAT_NOT = (
    "Not erased: backups made before this day (the erasure is repeated when one of them is put "
    "back), papers and files that were given out, and the list of who did what, which holds no "
    "names."
)


@dataclass(frozen=True)
class ErasureCertificate:
    """What is printed. The name stands on the paper alone, nowhere in the school's file."""

    school: str
    pupil: str
    upn: str
    reason: str
    asked_on: date
    asked_by: str
    done_on: date
    done_by: str
    removed: str


def render(data: ErasureCertificate, stream: BinaryIO) -> None:
    """Write the certificate to `stream` as a tagged PDF."""
    look = styles()
    story = Story(look)
    story.title("Certificate of erasure")
    story.add(
        *facts(
            (
                ("Pupil", data.pupil),
                ("UPN", data.upn),
                ("Reason", data.reason),
                ("Asked by", f"{data.asked_by}, on {long_date(data.asked_on)}"),
                ("Erased by", f"{data.done_by}, on {long_date(data.done_on)}"),
                ("Removed", data.removed),
            ),
            look,
            story.root,
        )
    )
    story.paragraph(_WHAT, look.body)
    story.paragraph(_WHAT_NOT, look.body)
    meta = Meta("Certificate of erasure", data.school, "A pupil’s records erased", data.done_on)
    running = Running("", "Certificate of erasure", data.school, look.small)
    write(story, running, meta, stream)
