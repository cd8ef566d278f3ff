"""Between a time written in a text and the frame it names; never another frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engagement_desktop.services.review import ClipToReview
from engagement_desktop.video.time_words import frames_named, time_text


@dataclass(frozen=True)
class NamedMoment:
    """A frame that a written time may mean, and the title of its mark if it has one."""

    clip: ClipToReview
    frame: int
    title: str = ""

    @property
    def pts(self) -> int:
        """The frame's pts, in the clip's time base."""
        return self.clip.index.pts[self.frame]


def moments_named(clips: Sequence[ClipToReview], time: str) -> tuple[NamedMoment, ...]:
    """The frames that a written time may mean, one of each clip at most.

    Marked moments come before frames that merely have this time, for it was a mark that wrote it.
    More than one: only a person can tell which clip is meant. A time that no frame has, or that
    several of one clip have, names nothing.
    """
    return tuple(_marked(clips, time)) or tuple(_timed(clips, time))


def _marked(clips: Sequence[ClipToReview], time: str) -> Iterator[NamedMoment]:
    decimals = len(time.rpartition(".")[2])
    for clip in clips:
        titles = {
            marker.frame: marker.form.title
            for marker in reversed(clip.markers)
            if time_text(clip.index.seconds(marker.frame), decimals) == time
        }
        if len(titles) == 1:
            ((frame, title),) = titles.items()
            yield NamedMoment(clip, frame, title)


def _timed(clips: Sequence[ClipToReview], time: str) -> Iterator[NamedMoment]:
    for clip in clips:
        frames = frames_named(clip.index, time)
        if len(frames) == 1:
            yield NamedMoment(clip, frames[0])
