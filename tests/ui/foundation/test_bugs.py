"""What the log says of a fault of ours: where it was, and nobody's name."""

from __future__ import annotations

import logging

from engagement_desktop.ui.bugs import NamelessFormatter


def test_the_log_says_where_a_fault_was_and_names_nobody() -> None:
    try:
        try:
            int("Amara Example")
        except ValueError as error:
            raise KeyError("Amara’s smile.mp4") from error
    except KeyError as error:
        record = logging.LogRecord(
            "ui", logging.ERROR, __file__, 1, "A fault", None, (KeyError, error, None)
        )
    logging.Formatter().format(record)  # as another handler would, before ours
    words = NamelessFormatter().format(record)
    assert "Amara" not in words
    assert "builtins.KeyError" in words
    assert "builtins.ValueError" in words
    assert "test_bugs.py:" in words
