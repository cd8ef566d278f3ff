"""What the program itself writes about pupils is plain and positive (6.2): in the window, in the
manual and on paper it has no word of what a child is not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_OF_PUPILS = ("ui", "reports", "models")
_DEFICIT = re.compile(
    r"\b(unable|incapable|fail(?:s|ed|ure)|poor(?:ly)?|weak(?:ness(?:es)?)?|suffer(?:s|ing)?"
    r"|wheelchair-bound|low[- ]functioning|behind in|non-?compliant|naughty|deficits?|abnormal"
    r"|backward|regressed|(?:problem|challenging) behaviour|tantrums?|refuses|struggl\w+"
    r"|disappoint\w*|unfortunately|not (?:good|well) enough|below average|retarded)\b",
    re.IGNORECASE,
)


def sentences(path: Path) -> Iterator[str]:
    """What a file of ours says to somebody: its texts without those that explain the code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    explains = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in explains:
            yield str(node.value)


@pytest.mark.parametrize("folder", _OF_PUPILS)
def test_the_window_and_the_papers_are_positive(folder: str) -> None:
    files = sorted((ROOT / "engagement_desktop" / folder).rglob("*.py"))
    assert files
    said = [(path.name, text) for path in files for text in sentences(path)]
    assert [each for each in said if _DEFICIT.search(each[1])] == []


def test_the_manual_and_the_words_that_come_with_the_program_are_positive() -> None:
    resources = ROOT / "resources"
    files = [*resources.glob("help/*.md"), *resources.glob("texts/*.toml")]
    assert len(files) > 20
    texts = {path.name: path.read_text(encoding="utf-8") for path in files}
    assert {
        name: _DEFICIT.findall(text) for name, text in texts.items() if _DEFICIT.search(text)
    } == {}


def test_the_search_finds_what_must_not_be_written() -> None:
    assert _DEFICIT.search("Amara failed to look, and is behind in persistence.")
    assert not _DEFICIT.search("Amara keeps her skill; its loss slows.")
