"""Rules of the house that a reader of one file cannot see: held here for every file at once."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "engagement_desktop"
FILES = sorted(PACKAGE.rglob("*.py"))

# What may be called where: a name, and the only files (or folders) that may use it.
ONLY_IN = {
    "QLabel": ("ui/widgets/labels.py",),
    "setToolTip": ("ui/widgets/labels.py",),
    # The benchmark's peer is bare ReportLab, setting invented words.
    "Paragraph": ("reports/text.py", "benchmarks/report_peer.py"),
    "QMessageBox": (),
    "QErrorMessage": (),
    "QTextBrowser": (),
    "setHtml": (),
    "insertHtml": (),
    "setMarkdown": (),
    "NamedTemporaryFile": (),
    "mkstemp": (),
    # PySide takes each widget that these give for a part of the one that was asked, and ends it so.
    "nextInFocusChain": (),
    "previousInFocusChain": (),
    # A widget leaves its layout first; these have none.
    "deleteLater": (
        "ui/widgets/discard.py",
        "ui/after_paint.py",
        "ui/tasks.py",
        "ui/observation/clips_beside.py",  # a menu
        "tour/",  # these two end whole windows
        "benchmarks/",
    ),
}
FORBIDDEN_MODULES = {"pickle", "shelve", "marshal", "xml", "telnetlib", "http", "urllib", "socket"}
# Services write through `work.writing(Act.…)`, which asks what the role allows. These few do not:
WRITES_FOR_EVERYBODY = {
    "services/workspace.py",  # the seam itself
    "services/school_file.py",  # a new file's first rows: nobody has signed in yet
    "services/demo_school.py",  # likewise
    "services/contents.py",  # lets go of what no record shows
    "services/review_copies.py",  # copies that the program makes for itself
    "services/form_drafts.py",  # somebody's own unsaved words
    "services/saved_filters.py",  # somebody's own choices
    "services/audit.py",  # what the program found at opening
}
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b")
# The engine of pictures knows no window, so exported pictures have their few colours in one file.
COLOURS_LIVE_IN = (
    "ui/look/",
    "models/areas.py",
    "reports/styles.py",
    "video/export_colours.py",
)


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def calls_and_imports(
    path: Path,
) -> tuple[ast.Call | ast.Import | ast.ImportFrom | ast.ClassDef, ...]:
    """What the rules look at in a file, which is walked through once."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = ast.Call | ast.Import | ast.ImportFrom | ast.ClassDef
    return tuple(node for node in ast.walk(tree) if isinstance(node, kinds))


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """Every called name, bare or with what it is called on (“QMessageBox” in
    `QMessageBox.warning()`), and what classes are made from, with its line."""
    for node in calls_and_imports(path):
        used = [node.func] if isinstance(node, ast.Call) else []
        for each in node.bases if isinstance(node, ast.ClassDef) else used:
            part = each
            while isinstance(part, ast.Attribute):
                yield part.attr, node.lineno
                part = part.value
            if isinstance(part, ast.Name):
                yield part.id, node.lineno


def modules(path: Path) -> Iterator[tuple[str, int]]:
    """Every imported module, with its line."""
    for node in calls_and_imports(path):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno


def written_here() -> Iterator[Path]:
    """Every file of the project, without what others made and what is made anew."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(set(folders) - {".venv", ".git", "tour", ".mypy_cache"})
        yield from (Path(folder, name) for name in names)


def test_user_text_is_never_markup_and_nothing_leaves_by_a_side_door() -> None:
    wrong = [
        f"{place(path)}:{line} {name}"
        for path in FILES
        for name, line in calls(path)
        if name in ONLY_IN and not place(path).startswith(ONLY_IN[name] or ("\0",))
    ]
    wrong += [
        f"{place(path)}:{line} import {name}"
        for path in FILES
        for name, line in modules(path)
        if name.split(".")[0] in FORBIDDEN_MODULES
    ]
    assert wrong == []


def test_services_ask_the_role_before_they_write() -> None:
    wrong = [
        place(path)
        for path in FILES
        if place(path).startswith("services/")
        and place(path) not in WRITES_FOR_EVERYBODY
        and "database.write(" in path.read_text(encoding="utf-8")
    ]
    assert wrong == []


def test_services_read_through_the_session_which_narrows_down_for_moderators() -> None:
    past_it = "connection().execute("
    found = [
        place(path)
        for path in FILES
        if place(path).startswith("services/") and past_it in path.read_text(encoding="utf-8")
    ]
    assert found == ["services/row_keeping.py"], "read with storage.database.plain_rows"


def test_a_picture_is_opened_as_what_it_may_be_and_nothing_else() -> None:
    """Pillow knows formats that run other programs or take all memory."""
    wrong = [
        f"{place(path)}:{node.lineno}"
        for path in FILES
        for node in calls_and_imports(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "open"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "Image"
        and "formats" not in {keyword.arg for keyword in node.keywords}
    ]
    assert wrong == []


def test_colours_stand_with_the_tokens_alone() -> None:
    wrong = [
        f"{place(path)} {colour}"
        for path in FILES
        if not place(path).startswith(COLOURS_LIVE_IN)
        for colour in COLOUR.findall(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_every_file_of_the_package_was_read() -> None:
    """The rules above hold nothing where no file is found."""
    assert {"app.py", "cli.py", "ui/main_window.py", "video/probe.py"} <= set(map(place, FILES))


def test_nothing_names_a_registry_or_this_machine() -> None:
    words = re.compile(
        r"pypi\.org|files\.pythonhosted|registry\.npmjs|deb\.debian\.org|/work/|/root/"
    )
    named = [
        str(path.relative_to(ROOT))
        for path in written_here()
        if path.suffix in {".py", ".md", ".toml", ".lock", ".yaml", ".json", ".txt"}
        and path != Path(__file__)
        and words.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert named == []
