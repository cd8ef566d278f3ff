"""What must never stand on a page or a paper: a number for a pupil’s progress, or a rank.

A number has to say what it counts. What is left when every day, time, count of records and the
like was taken out stands for something else, and that is what the rule is about (guidance 5.1).
"""

from __future__ import annotations

import re
from functools import cache

from engagement_desktop.services.demo_content import load_demo

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)
_RECORDS = "observations?|judgements?|moderations?|pupils?|clips?|photos?|places|sessions|more"

EXPLAINED = (
    # days, times and how long
    rf"\b\d{{1,2}} (?:{_MONTHS})\b(?: \d{{4}}\b)?",
    rf"\b(?:{_MONTHS}) \d{{4}}\b",
    r"(?<!\d)20\d\d–\d\d\b|\b20\d\d-\d\d-\d\d\b|\b20\d\d\b|\b\d\d/20\d\d\b",
    r"\b\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?\b",
    r"\b\d+ days ago\b|\bevery \d+ days\b|\b\d+ minutes\b|\(\d+ years old\)",
    r"\b\d\d (?:years from the date of birth|frames a second)\b",
    # counts of records
    rf"\b\d+ (?:{_RECORDS})\b",
    r"\b\d+ (?:in all|found)\b|\b\d+ characters\b|\bcame to \d+ of them\b",
    # who and where
    r"\b[Yy]ear \d{1,2}\b|\bkey stage \d\b",
    r"\b[A-Z]9997\d{8}\w?\b|\b999/7001\b|\b01632 960\d{3}\b",
    # law and guidance
    r"\b(?:paragraph|guidance|[Cc]ode|regulation|Regulations|schedule|article) \d+(?:\.\d+)?\b",
    r"\(\d\.\d\)",
    # frames, speeds, files, pages and sizes of paper
    r"\bframe \d+\b|\b\d+\.\d\d s (?:before|after) the cue\b",
    r"\b[\d.]+ of full speed\b|\bspeed from [\d.]+ to [\d.]+",
    r"\b\d\d (?:photo|video)\b(?: [\d-]+)?(?:\.\w+)?|\S+\.(?:mp4|jpg|png)\b|\bFile \d+\b",
    r"\bPage \d+ of \d+\b|\bHillside School(?: · [\w ]+)? \d+ of \d+\b|\bA[34]\b",
    # keys
    r"\(F\d\d?\)",
    # an observation in a list of the sample of a moderation
    rf"\b\d+\. (?=\d{{1,2}} (?:{_MONTHS}))",
    # the fields of a form that has several of a kind, and the statements of the demo’s frameworks
    r"\b(?:Sign|Activity|Professional|Parent or carer|Target|Step) \d+\b|\bHP \d\b",
    r"#[0-9a-fA-F]{6}\b",
    # a love of the demo’s Bilal
    r"\b12 bus\b|\bthe number 12 came round\b",
)
"""Numbers that say what they are of; none of them is of how a pupil is getting on."""

_NUMBER_FOR_PROGRESS = re.compile(
    r"\d\s*%|\bper ?cent\b|\bscores?\b|\bpoints?\b|\bgrades?\b|\blevel \d|\bstage \d+ of\b"
    r"|\bout of (?:\d+|three|four|five|ten)\b|\b\d+\s?/\s?\d+\b(?!/)",
    re.IGNORECASE,
)
_EXPLAINED = re.compile("|".join(EXPLAINED))
_NUMBER = re.compile(r"\S*\d\S*")
_NO_NUMBER = re.compile(
    r"\[\d\d:\d\d\.\d\d\]|\b\d{2}/\d{4}\b|999/7001"  # a moment of a clip, two ways to say a day
    r"|\bno (?:numerical )?(?:scale and no )?(?:score|scale)s?\b"
)


@cache
def _ranking() -> re.Pattern[str]:
    names = "|".join(pupil.preferred_name for pupil in load_demo().pupils)
    return re.compile(
        r"\branked\b|\brankings?\b|\btop of the class\b|\baverage\b"
        r"|\b(?:ahead of|behind|better than|less than|more than|faster than|slower than"
        r"|compared with) "
        rf"(?:{names}|the class|the others?|other (?:pupils|children)|h(?:is|er) classmates)\b"
    )


def against_the_rules(words: str) -> list[str]:
    """What in these words rates a pupil, or sets them before or behind another."""
    plain = _NO_NUMBER.sub("", words)
    return [*_NUMBER_FOR_PROGRESS.findall(plain), *_ranking().findall(plain)]


def unexplained(words: str) -> list[str]:
    """The numbers in these words that do not say what they are of."""
    return _NUMBER.findall(_EXPLAINED.sub(" ", " ".join(words.split())))
