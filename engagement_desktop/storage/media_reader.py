"""A stored content as a file that a decoder can seek in, on a connection of its own."""

from __future__ import annotations

import io
import os
import threading
from collections import OrderedDict

from sqlcipher3 import dbapi2 as sqlcipher

from engagement_desktop.storage.database import Database
from engagement_desktop.storage.keyed_file import DbConnection

_CACHED_CHUNKS = 4
"""A decoder jumps between the places of picture and sound; two mebibytes hold both."""


class MediaReader(io.RawIOBase):
    """A stored content as a file; see `MediaStore.open`."""

    def __init__(self, database: Database, media_id: int, size: int, chunk_size: int) -> None:
        super().__init__()
        self._media_id = media_id
        self._size = size
        self._chunk_size = chunk_size
        self._position = 0
        self._cached: OrderedDict[int, bytes] = OrderedDict()
        self._busy = threading.Lock()
        self._connection: DbConnection | None = database.connect(writes=False)
        database.follow(self)

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """The position of the next byte, from 0."""
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move; beyond the end is allowed and reads nothing.

        Raises:
            OSError: before the start.
        """
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError("a position before the start")
        self._position = start + offset
        return self._position

    def readinto(self, buffer: object) -> int:
        """Fill `buffer` as far as the content goes; the number of bytes put there.

        Raises:
            OSError: the database was closed, or the bytes cannot be read.
        """
        target = memoryview(buffer).cast("B")  # type: ignore[arg-type]  # any writable buffer
        filled = 0
        while filled < len(target) and self._position < self._size:
            number, start = divmod(self._position, self._chunk_size)
            part = memoryview(self._chunk(number))[start : start + len(target) - filled]
            target[filled : filled + len(part)] = part
            filled += len(part)
            self._position += len(part)
        return filled

    def close(self) -> None:
        """End the connection; called by the database when it closes, from its thread."""
        if not self.closed:
            with self._busy:
                if self._connection is not None:
                    self._connection.close()
                    self._connection = None
                self._cached.clear()
        super().close()

    def _chunk(self, number: int) -> bytes:
        with self._busy:
            if number in self._cached:
                self._cached.move_to_end(number)
                return self._cached[number]
            data = self._fetch(number)
            self._cached[number] = data
            if len(self._cached) > _CACHED_CHUNKS:
                self._cached.popitem(last=False)
            return data

    def _fetch(self, number: int) -> bytes:
        if self._connection is None:
            raise OSError("the school’s file has been closed")
        try:
            cursor = self._connection.execute(
                "SELECT data FROM media_chunk WHERE media_id = ? AND number = ?",
                (self._media_id, number),
            )
            row = cursor.fetchone()
            cursor.close()  # a statement left open would hold an old moment of the file
        except sqlcipher.Error as error:
            raise OSError("a part of this clip cannot be read") from error
        expected = min(self._chunk_size, self._size - number * self._chunk_size)
        if row is None or len(row[0]) != expected:
            raise OSError("a part of this clip is missing")
        return bytes(row[0])
