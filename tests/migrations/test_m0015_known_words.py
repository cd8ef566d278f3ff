"""A file of the shape before has room for the words that the spelling check lets stand."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from engagement_desktop.storage import migrations
from tests.helpers.earlier import file_before, write


def test_there_is_room_for_words_and_the_rest_stays(tmp_path: Path) -> None:
    with file_before(15, tmp_path) as database:
        write(database, "INSERT INTO class_group (id, name, position) VALUES (1, 'A', 0)")
        assert migrations.migrate(database)
        write(database, "INSERT INTO known_word (word) VALUES ('Zumbini')")
        with database.read() as session:
            words = session.execute(text("SELECT word FROM known_word")).scalars().all()
            classes = session.execute(text("SELECT name FROM class_group")).scalars().all()
    assert (words, classes) == (["Zumbini"], ["A"])
