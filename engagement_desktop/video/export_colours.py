"""The colours of exported pictures and clips: those of the look in its light form.

The engine knows no window, so it cannot ask the look for them; a file is read on paper and screens
that have no theme.
"""

from __future__ import annotations

PAPER = "#FFFFFF"
INK = "#1B2430"
MUTED = "#566273"
ACCENT = "#1F5FA8"
PANEL = "#303A46"
PANEL_INK = "#E8ECF1"
