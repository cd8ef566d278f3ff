"""Keeps painted pictures by whole groups of frames, within a limit in bytes.

A block is a group of pictures (GOP), or an even part of one too large to be kept whole: the frames
that are decoded together, so that they are also dropped together.
"""

from __future__ import annotations

from dataclasses import dataclass

from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.picture import Picture

_BLOCKS_AT_LEAST = 4
_FRAMES_AT_LEAST = 8


@dataclass(frozen=True)
class Block:
    """The frames `first` to `last`, both included."""

    first: int
    last: int

    def __contains__(self, n: int) -> bool:
        return self.first <= n <= self.last

    def distance(self, n: int) -> int:
        """How many frames away the block is from frame `n`; 0 inside it."""
        return max(self.first - n, n - self.last, 0)


class FrameCache:
    """Pictures of one clip at one size. Not locked: its owner sees to that."""

    def __init__(self, index: FrameIndex, picture_bytes: int, limit_bytes: int) -> None:
        self._index = index
        self._limit = limit_bytes
        self._longest = max(_FRAMES_AT_LEAST, limit_bytes // _BLOCKS_AT_LEAST // picture_bytes)
        self._pictures: dict[Block, dict[int, Picture]] = {}
        self.nbytes = 0

    def block_of(self, n: int) -> Block:
        """The block that frame `n` belongs to."""
        start, end = self._index.keyframe_before(n), self._index.keyframe_after(n)
        parts = -(-(end - start) // self._longest)
        length = -(-(end - start) // parts)
        first = start + (n - start) // length * length
        return Block(first, min(first + length, end) - 1)

    def get(self, n: int) -> Picture | None:
        """Frame `n`, if it is kept."""
        return self._pictures.get(self.block_of(n), {}).get(n)

    def nearest(self, n: int, within: int) -> Picture | None:
        """The kept picture that is nearest to frame `n`, at most `within` frames away."""
        kept = (m for block in self._pictures.values() for m in block)
        near = min(kept, key=lambda m: abs(m - n), default=None)
        return None if near is None or abs(near - n) > within else self.get(near)

    def put(self, picture: Picture, playhead: int) -> None:
        """Keep a picture; the blocks farthest from the playhead make room for it."""
        kept = self._pictures.setdefault(self.block_of(picture.n), {})
        if picture.n in kept:
            return
        kept[picture.n] = picture
        self.nbytes += picture.nbytes
        while self.nbytes > self._limit and len(self._pictures) > 1:
            farthest = max(self._pictures, key=lambda block: block.distance(playhead))
            self.nbytes -= sum(old.nbytes for old in self._pictures.pop(farthest).values())

    def missing(self, block: Block) -> list[int]:
        """The frames of a block that are not kept, in order."""
        kept = self._pictures.get(block, {})
        return [n for n in range(block.first, block.last + 1) if n not in kept]

    def room_for(self, block: Block, playhead: int) -> bool:
        """Whether the block could be filled without dropping one nearer to the playhead."""
        nearer = sum(
            sum(picture.nbytes for picture in pictures.values())
            for other, pictures in self._pictures.items()
            if other != block and other.distance(playhead) <= block.distance(playhead)
        )
        size = next((p.nbytes for kept in self._pictures.values() for p in kept.values()), 0)
        return nearer + size * (block.last - block.first + 1) <= self._limit
