"""Who is drawn: the look of each of the sixteen invented pupils, and of the adults' hands."""

from __future__ import annotations

from demo_clips.look import Look

PUPILS: dict[str, Look] = {
    "amara": Look("#b9784a", "#221511", "bunches", "#c04a5f", band="#f2c14e"),
    "bilal": Look("#a56c43", "#17110f", "short", "#2f8a80", glasses="#27364a", motif="stripes"),
    "cerys": Look(
        "#f2cbb0",
        "#a9552a",
        "bob",
        "#7261b0",
        eyes="#4a7f9c",
        freckles=True,
        hearing_aid="#d6457a",
        motif="star",
    ),
    "dylan": Look("#efc3a2", "#6b4326", "wave", "#e09a35", eyes="#4f6b3a"),
    "elif": Look("#dfae88", "#3a2218", "long", "#4380b8", band="#ef7480", motif="dots"),
    "finn": Look(
        "#f4d0b4", "#c98d3c", "short", "#4a8f63", eyes="#4a78a0", freckles=True, motif="collar"
    ),
    "grace": Look("#7d4d2f", "#140d0c", "curls", "#e2b640", band=None),
    "haruto": Look("#efcba6", "#15110f", "crop", "#5b6fb5", motif="stripes"),
    "isla": Look("#f3cdb6", "#d8a94f", "long", "#5aa5a0", eyes="#5b8f6a", motif="plain"),
    "jaspreet": Look("#c08a5c", "#33507f", "patka", "#8c3b4a", motif="collar"),
    "kofi": Look("#6b4128", "#0f0a09", "crop", "#e0773d", glasses="#3a2a52", motif="star"),
    "leila": Look("#d9a67c", "#5f7f9e", "headscarf", "#c9707d"),
    "mateusz": Look("#f1c9aa", "#8a6238", "crop", "#3e7fa5", eyes="#4d86a8", hearing_aid="#3f79c9"),
    "niamh": Look(
        "#f6d5c2", "#b84a26", "long", "#4c8a55", eyes="#4f7d4a", freckles=True, motif="collar"
    ),
    "oliver": Look("#eec2a0", "#4a3020", "wave", "#a04f6f", glasses="#8a3b3b"),
    "poppy": Look(
        "#f3cfb8", "#e0b45e", "bunches", "#d86a88", eyes="#5b86b5", band="#62b6a4", motif="dots"
    ),
}

TOM = ("#e8b995", "#3f6a8c")  # skin and sleeve of the adults' arms
PRIYA = ("#a87148", "#6c8a4e")
JO = ("#f0c8ab", "#8a5f8c")
