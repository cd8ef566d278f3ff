"""A process that is killed: writes records and imports clips, and says what it was told is safe.

Arguments: the file, the key in hexadecimal, a seed. Each line of its output acknowledges one thing:
`record NAME` or `clip ID SHA256`.
"""

from __future__ import annotations

import io
import sys
from itertools import count
from pathlib import Path
from random import Random

from engagement_desktop.models.records import ClassGroup
from engagement_desktop.progress import SilentProgress
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.media_store import MediaStore


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(path: str, key: str, seed: str) -> None:
    chance = Random(seed)
    database = Database.open(Path(path), DataKey.from_bytes(bytes.fromhex(key)))
    media = MediaStore(database)
    media.remove_unfinished()
    say("open")
    for number in count():
        with database.write() as session:
            session.add(ClassGroup(name=f"{seed}-{number}"))
        say(f"record {seed}-{number}")
        content = chance.randbytes(chance.choice((10_000, 2**20, 20 * 2**20)))
        stored = media.add(io.BytesIO(content), len(content), SilentProgress())
        say(f"clip {stored.media_id} {stored.sha256}")
        if number % 3 == 2:
            media.remove(stored.media_id)
            say(f"gone {stored.media_id}")


if __name__ == "__main__":
    main(*sys.argv[1:])
