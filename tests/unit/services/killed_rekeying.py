"""Changes the key of a school again and again, killed each time at another moment.

Run by `test_rekeying_killed`: for each of the moments asked for, a child is forked, which counts
what it does to files and how far it tells it is, and kills itself at that moment. What is left is
then opened as after a power cut, and told in a line.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from engagement_desktop.models.records import School
from engagement_desktop.progress import SilentProgress
from engagement_desktop.security import key_file, key_front
from engagement_desktop.security.school_keys import SchoolKeys
from engagement_desktop.services import rekeying, school_file, this_pc
from engagement_desktop.storage.data_key import salt_of
from tests.helpers.school import DEVICES, PASSWORD, copy_school, open_school

LATER = datetime(2100, 1, 1, tzinfo=UTC)
LARGE = bytes(range(256)) * 12_000
_TOUCHES = frozenset({"open", "os.rename", "os.remove", "os.link", "os.truncate"})


class CountingProgress(SilentProgress):
    def __init__(self, count: Callable[[], None]) -> None:
        super().__init__()
        self._count = count

    def report(self, done: int, total: int, words: str = "") -> None:
        self._count()


def child(doing: Callable[[CountingProgress], object], moment: int) -> int:
    """Do it in a child that ends at this moment; how far it came, 0 where it was killed."""
    pid = os.fork()
    if pid:
        _, status = os.waitpid(pid, 0)
        return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0
    passed = 0

    def count() -> None:
        nonlocal passed
        passed += 1
        if passed == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(lambda event, _: count() if event in _TOUCHES else None)
    doing(CountingProgress(count))
    os._exit(min(passed, 250))


def main() -> None:
    folder, how, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    whole = folder / "whole"
    whole.mkdir()
    path = copy_school(whole)
    work = open_school(path)
    with work.database.write() as session:
        session.scalars(select(School)).one().logo = LARGE
    school_file.close(work)
    keys = work.keys
    assert keys is not None
    doing = changing_key if how == "key" else changing_key_file
    code = this_pc.new_set_up_code()
    moments = child(doing(copied(whole, folder / "tried"), keys, code), 0)
    for turn in range(count):
        at = 1 + turn * moments // count
        there = copied(whole, folder / str(turn))
        child(doing(there, keys, code), at)
        sys.stdout.write(f"{json.dumps(found(there, keys, code))}\n")
        shutil.rmtree(there.parent)


def copied(whole: Path, to: Path) -> Path:
    shutil.copytree(whole, to)
    return next(to.glob("*.engagement"))


def changing_key(path: Path, keys: SchoolKeys, code: str) -> Callable[[CountingProgress], object]:
    held = SchoolKeys(
        key_front.beside(path), keys.school_ref, keys.staff_id, keys.device_secret, keys.data_key
    )
    wish = rekeying.KeyWish(PASSWORD, code)
    return lambda progress: rekeying.change_key(path, held, wish, progress, devices=DEVICES)


def changing_key_file(
    path: Path, keys: SchoolKeys, _code: str
) -> Callable[[CountingProgress], object]:
    beside = key_front.beside(path)
    return lambda _: [
        key_file.change(beside, lambda now: now.model_copy(update={"salt": keys.data_key[32:]}))
        for _turn in range(4)
    ]


def found(path: Path, keys: SchoolKeys, code: str) -> dict[str, object]:
    """What opening finds after the kill: which key it is, by which code, and what is left over."""
    salt = salt_of(path)
    is_new = salt != keys.data_key[32:]
    work = school_file.open_school(
        path,
        PASSWORD,
        set_up_code=code if is_new else keys.code(),
        devices=DEVICES,
        clock=lambda: LATER,  # a try that was killed counts as one
    )
    with work.database.read() as session:
        content = session.scalars(select(School)).one().logo
    school_file.close(work)
    after = key_file.read(key_front.beside(path))
    return {
        "new": is_new,
        "whole": content == LARGE,
        "one key": after.next is None,
        "left": sorted(each.name.removeprefix(path.name) for each in path.parent.iterdir()),
    }


if __name__ == "__main__":
    main()
