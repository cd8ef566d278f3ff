"""The only place with colours, sizes, spaces and type.

Colours come as three `Colours`: light, dark, and one made from the system's own palette for high
contrast. Sizes are in logical pixels at a text size of 100 %; `style.Look.px` scales them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

SPACE_XS = 4
SPACE_S = 8
SPACE_M = 12
SPACE_L = 16
SPACE_XL = 24

RADIUS_CONTROL = 6
RADIUS_CARD = 8
CONTROL_HEIGHT = 32
CHIP_HEIGHT = 28
ICON = 20
ICON_BESIDE_WORDS = 26  # the icon with its share of the gap to the word
PUPIL_LIST_WIDTH = 256
TOP_BAR_HEIGHT = 41
STATUS_BAR_HEIGHT = 28
AVATAR_SMALL = 36
AVATAR_LARGE = 40
DIALOG_WIDTH = 480
READING_WIDTH = 680
FADE_MILLISECONDS = 120

FAMILY = "Atkinson Hyperlegible"


class Role(Enum):
    """What a piece of text is, which decides its size, weight and colour."""

    BODY = "body"
    SMALL = "small"
    SECTION = "section"
    TITLE = "title"
    MUTED = "muted"
    STRONG = "strong"
    ERROR = "error"
    ATTENTION = "attention"
    GOOD = "good"


TEXT_SIZES = {
    Role.BODY: 14,
    Role.SMALL: 12,
    Role.SECTION: 15,
    Role.TITLE: 21,
    Role.MUTED: 12,
    Role.STRONG: 14,
    Role.ERROR: 13,
    Role.ATTENTION: 13,
    Role.GOOD: 13,
}
BOLD_ROLES = frozenset({Role.SECTION, Role.TITLE, Role.STRONG})


@dataclass(frozen=True)
class Colours:
    """One palette, each colour as #RRGGBB. `faint` is the hint in an empty
    field, and what cannot be pressed now."""

    dark: bool
    background: str
    surface: str
    line: str
    field_border: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    accent_surface: str
    good: str
    attention: str
    attention_surface: str
    error: str

    def of_role(self, role: Role) -> str:
        """The colour of text in this role."""
        special = {
            Role.MUTED: self.muted,
            Role.ERROR: self.error,
            Role.ATTENTION: self.attention,
            Role.GOOD: self.good,
        }
        return special.get(role, self.text)


LIGHT = Colours(
    dark=False,
    background="#F5F6F8",
    surface="#FFFFFF",
    line="#DCE1E8",
    field_border="#C5CCD6",
    text="#1B2430",
    muted="#566273",
    faint="#566273",
    accent="#1F5FA8",
    on_accent="#FFFFFF",
    accent_surface="#E7F0FA",
    good="#2A6F4A",
    attention="#7A4F00",
    attention_surface="#FFF3D9",
    error="#A8281E",
)
DARK = Colours(
    dark=True,
    background="#12171E",
    surface="#1B222B",
    line="#303A46",
    field_border="#4A5666",
    text="#E8ECF1",
    muted="#A7B2C0",
    faint="#A7B2C0",
    accent="#7FB2EE",
    on_accent="#0E1620",
    accent_surface="#22364C",
    good="#7CCB9F",
    attention="#F0C56B",
    attention_surface="#3A2F17",
    error="#F4A59D",
)
BLACK_AND_WHITE = Colours(
    dark=True,
    background="#000000",
    surface="#000000",
    line="#FFFFFF",
    field_border="#FFFFFF",
    text="#FFFFFF",
    muted="#FFFFFF",
    faint="#B8B8B8",
    accent="#1AEBFF",
    on_accent="#000000",
    accent_surface="#000000",
    good="#FFFFFF",
    attention="#FFFF00",
    attention_surface="#000000",
    error="#FFFF00",
)

# Backgrounds of avatars without a photo, and their letter: the same in every palette.
AVATAR_TINTS = (
    "#F3D9CC",
    "#D6E4F7",
    "#DCEAD3",
    "#EFE0F3",
    "#FBE7BF",
    "#D8ECEA",
    "#F6D9DA",
    "#E2E0F6",
    "#E8E5D6",
)
AVATAR_LETTER = "#1B2430"


# Around a picture that does not fill its place, and words in that place: dark in every palette, so
# that nothing beside the picture is brighter than the picture.
PICTURE_GROUND = "#0E1319"
PICTURE_INK = "#E8ECF1"
