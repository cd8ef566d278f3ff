"""The one stylesheet over Fusion, written from the tokens."""

from __future__ import annotations

from collections.abc import Callable

from engagement_desktop.ui.look.tokens import (
    BOLD_ROLES,
    CONTROL_HEIGHT,
    ICON,
    ICON_BESIDE_WORDS,
    RADIUS_CARD,
    RADIUS_CONTROL,
    TEXT_SIZES,
    Colours,
    Role,
)

Scale = Callable[[float], int]


def stylesheet(c: Colours, px: Scale) -> str:
    """The stylesheet in colours `c`, with `px` scaling sizes to the text size in use."""
    return "\n".join(
        (_texts(c, px), _controls(c, px), _choices(c, px), _surfaces(c, px), _lists(c, px))
    )


def _texts(c: Colours, px: Scale) -> str:
    rules = []
    for role in Role:
        weight = "bold" if role in BOLD_ROLES else "normal"
        rules.append(
            f'QLabel[role="{role.value}"] {{ font-size: {px(TEXT_SIZES[role])}px;'
            f" font-weight: {weight}; color: {c.of_role(role)}; background: transparent; }}"
        )
        rules.append(f'QLabel[role="{role.value}"]:disabled {{ color: {c.muted}; }}')
    rules.append(
        f"QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.field_border};"
        f" padding: {px(4)}px; }}"
    )
    return "\n".join(rules)


def _controls(c: Colours, px: Scale) -> str:
    height = px(CONTROL_HEIGHT) - 2
    pad = px(11)
    return f"""
QPushButton {{ icon-size: {px(ICON_BESIDE_WORDS)}px; min-height: {height}px; padding: 0 {pad}px;
  border: 1px solid {c.line};
  border-radius: {RADIUS_CONTROL}px; background: {c.surface}; color: {c.text}; }}
QPushButton:hover {{ border-color: {c.accent}; }}
QPushButton:pressed {{ background: {c.accent_surface}; }}
QPushButton:checked {{ background: {c.accent_surface}; border-color: {c.accent}; }}
QPushButton:disabled {{ color: {c.faint}; background: {c.background}; border-color: {c.line}; }}
QPushButton:focus {{ border: 2px solid {c.accent}; min-height: {height - 2}px;
  padding: 0 {pad - 1}px; }}
QPushButton[primary="true"] {{ background: {c.accent}; color: {c.on_accent};
  border-color: {c.accent}; font-weight: bold; }}
QPushButton[primary="true"]:hover {{ border-color: {c.text}; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {c.text}; }}
QPushButton[primary="true"]:disabled {{ background: {c.background}; color: {c.faint};
  border-color: {c.field_border}; }}
QPushButton[quiet="true"] {{ background: transparent; border-color: transparent;
  color: {c.accent}; }}
QPushButton[quiet="true"]:focus {{ border: 2px solid {c.accent}; }}
QToolButton {{ icon-size: {px(ICON)}px; min-height: {height}px; min-width: {height}px;
  border: 1px solid transparent;
  border-radius: {RADIUS_CONTROL}px; background: transparent; color: {c.text};
  padding: 0 {px(4)}px; }}
QToolButton:hover {{ border-color: {c.line}; background: {c.background}; }}
QToolButton:pressed, QToolButton:checked {{ background: {c.accent_surface};
  border-color: {c.accent}; }}
QToolButton[words="true"] {{ icon-size: {px(ICON_BESIDE_WORDS)}px; }}
QToolButton:focus {{ border: 2px solid {c.accent}; min-height: {height - 2}px;
  min-width: {height - 2}px; padding: 0 {px(4) - 1}px; }}
QToolButton:disabled {{ color: {c.faint}; }}
QToolButton[primary="true"] {{ background: {c.accent}; color: {c.on_accent}; }}
QToolButton[primary="true"]:focus {{ border: 2px solid {c.text}; }}
QToolButton[primary="true"]:disabled {{ background: {c.background}; color: {c.faint};
  border-color: {c.field_border}; }}
QToolButton::menu-indicator {{ image: none; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {{ background: {c.surface};
  color: {c.text}; border: 1px solid {c.field_border}; border-radius: {RADIUS_CONTROL}px;
  selection-background-color: {c.accent}; selection-color: {c.on_accent};
  placeholder-text-color: {c.faint}; }}
QLineEdit, QComboBox, QAbstractSpinBox {{ min-height: {height}px; max-height: {height}px;
  padding: 0 {px(8)}px; }}
QPlainTextEdit, QTextEdit {{ padding: {px(3)}px {px(5)}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
  border: 2px solid {c.accent}; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ min-height: {height - 2}px;
  max-height: {height - 2}px;  padding: 0 {px(8) - 1}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {px(3) - 1}px {px(5) - 1}px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled,
QAbstractSpinBox:disabled, QLineEdit:read-only {{ background: {c.background}; color: {c.muted}; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; min-height: 0; padding: 0;
  background: transparent; }}
QLineEdit QToolButton {{ min-height: 0; min-width: 0; padding: 0; border: none;
  background: transparent; icon-size: {px(16)}px; }}
*[problem="true"] {{ border: 2px solid {c.error}; }}
"""


def _choices(c: Colours, px: Scale) -> str:
    glyph = "light" if c.dark else "dark"
    on_accent = "dark" if c.dark else "light"
    box = px(16)
    return f"""
QComboBox::drop-down {{ border: none; width: {px(24)}px; }}
QComboBox::down-arrow {{ image: url(glyphs:down_{glyph}.svg); width: {px(12)}px;
  height: {px(12)}px; }}
QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.field_border};
  outline: none; padding: {px(4)}px; }}
QComboBox QAbstractItemView::item {{ min-height: {px(28)}px; padding: 0 {px(8)}px; }}
QComboBox QAbstractItemView::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
QDateEdit::drop-down, QDateTimeEdit::drop-down {{ border: none; width: {px(24)}px; }}
QDateEdit::down-arrow, QDateTimeEdit::down-arrow {{ image: url(glyphs:down_{glyph}.svg);
  width: {px(12)}px; height: {px(12)}px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: {px(20)}px;
  background: transparent; }}
QAbstractSpinBox::up-arrow {{ image: url(glyphs:up_{glyph}.svg); width: {px(10)}px;
  height: {px(10)}px; }}
QAbstractSpinBox::down-arrow {{ image: url(glyphs:down_{glyph}.svg); width: {px(10)}px;
  height: {px(10)}px; }}
QCheckBox, QRadioButton {{ spacing: {px(8)}px; min-height: {px(28)}px; background: transparent;
  border: 2px solid transparent; border-radius: {RADIUS_CONTROL}px; padding-right: {px(4)}px; }}
QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {c.accent}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {box}px; height: {box}px;
  border: 1px solid {c.muted}; background: {c.surface}; }}
QCheckBox::indicator {{ border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: {(box + 2) // 2}px; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
  image: url(glyphs:tick_{on_accent}.svg); }}
QRadioButton::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
  image: url(glyphs:dot_{on_accent}.svg); }}
QProgressBar {{ border: none; border-radius: {px(3)}px; background: {c.line};
  max-height: {px(6)}px; min-height: {px(6)}px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: {px(3)}px; }}
QSlider::groove:horizontal {{ height: {px(4)}px; background: {c.field_border};
  border-radius: {px(2)}px; }}
QSlider::handle:horizontal {{ background: {c.accent}; width: {px(16)}px; height: {px(16)}px;
  margin: -{px(6)}px 0; border-radius: {px(8)}px; }}
QSlider:focus {{ border: 2px solid {c.accent}; border-radius: {RADIUS_CONTROL}px; }}
"""


def _surfaces(c: Colours, px: Scale) -> str:
    tab = max(3, 16 - px(8))  # large words are easily hit, and their two lines leave room below
    return f"""
QMainWindow, QDialog {{ background: {c.background}; }}
*[card="true"] {{ background: {c.surface}; border: 1px solid {c.line};
  border-radius: {RADIUS_CARD}px; }}
*[card="chosen"] {{ background: {c.accent_surface}; border: 2px solid {c.accent};
  border-radius: {RADIUS_CARD}px; }}
*[card="attention"] {{ background: {c.attention_surface}; border: 1px solid {c.attention};
  border-radius: {RADIUS_CARD}px; }}
*[card="accent"] {{ background: {c.accent_surface}; border: 1px solid {c.field_border};
  border-radius: {RADIUS_CARD}px; }}
*[band="surface"] {{ background: {c.surface}; border: none; }}
*[band="top"] {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.line}; }}
*[band="bottom"] {{ background: {c.surface}; border: none; border-top: 1px solid {c.line}; }}
*[band="left"] {{ background: {c.surface}; border: none; border-right: 1px solid {c.line}; }}
*[band="attention"] {{ background: {c.attention_surface}; border: none;
  border-bottom: 1px solid {c.line}; }}
*[rule="true"] {{ background: {c.line}; border: none; min-height: 1px; max-height: 1px; }}
QScrollArea, QScrollArea > QWidget > QWidget[plain="true"] {{ background: transparent;
  border: none; }}
QMenuBar {{ background: transparent; color: {c.text}; }}
QMenuBar::item {{ padding: {px(6)}px {px(10)}px; border-radius: {RADIUS_CONTROL}px;
  background: transparent; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {c.accent_surface};
  color: {c.text}; }}
QMenu {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.field_border};
  padding: {px(4)}px; icon-size: {px(16)}px; menu-scrollable: 1; }}
QMenu::item {{ padding: {px(6)}px {px(24)}px {px(6)}px {px(8)}px; border-radius: 4px; }}
QMenu::icon {{ padding-left: {px(8)}px; }}
QMenu::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
QMenu::item:disabled {{ color: {c.faint}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {px(4)}px {px(8)}px; }}
QSplitter::handle {{ background: transparent; }}
QTabWidget::pane {{ border: none; }}
QPushButton[tab="true"] {{ padding: {tab}px {px(12)}px; color: {c.text};
  background: transparent; border: none; border-bottom: 3px solid transparent; border-radius: 0;
  min-height: {px(20)}px; }}
QPushButton[tab="true"]:hover {{ color: {c.accent}; }}
QPushButton[tab="true"]:checked {{ color: {c.accent}; font-weight: bold;
  background: transparent; border: none; border-bottom: 3px solid {c.accent}; }}
QPushButton[tab="true"]:focus {{ border: 2px solid {c.accent};
  border-radius: {RADIUS_CONTROL}px; padding: {tab - 2}px {px(12) - 2}px {tab - 1}px; }}
QScrollBar:vertical {{ background: transparent; width: {px(12)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(12)}px; margin: 0; }}
QScrollBar::handle {{ background: {c.field_border}; border-radius: {px(4)}px; margin: {px(2)}px; }}
QScrollBar::handle:vertical {{ min-height: {px(32)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(32)}px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _lists(c: Colours, px: Scale) -> str:
    return f"""
QAbstractItemView {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line};
  border-radius: {RADIUS_CONTROL}px; selection-background-color: {c.accent_surface};
  selection-color: {c.text}; alternate-background-color: {c.background}; outline: none; }}
QAbstractItemView[bare="true"] {{ border: none; border-radius: 0; background: transparent; }}
QAbstractItemView[bare="true"]:focus {{ border: none; }}
QAbstractItemView:focus {{ border: 1px solid {c.accent}; }}
QListWidget::item, QTreeView::item, QTableView::item {{ min-height: {px(28)}px;
  padding: 0 {px(8)}px; }}
QListWidget::item:selected, QTreeView::item:selected, QTableView::item:selected {{
  background: {c.accent_surface}; color: {c.text}; border: 0 solid {c.accent};
  border-top-width: 1px; border-bottom-width: 1px; }}
QHeaderView::section {{ background: {c.background}; color: {c.muted}; border: none;
  border-bottom: 1px solid {c.line}; padding: {px(6)}px {px(8)}px; }}
QTableView {{ gridline-color: {c.line}; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {c.surface};
  min-height: {px(CONTROL_HEIGHT)}px; }}
QCalendarWidget QToolButton {{ icon-size: {px(ICON)}px; min-height: {px(28)}px;
  min-width: {px(28)}px; padding: 0 {px(4)}px; }}
QCalendarWidget QAbstractItemView, QCalendarWidget QAbstractItemView:focus {{ border: none; }}
QCalendarWidget QTableView::item {{ min-height: 0; padding: 0; }}
"""
