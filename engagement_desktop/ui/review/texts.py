"""Every sentence and word of the reviewer in one place, so that they can be proof-read together."""

from __future__ import annotations

from engagement_desktop.ui.review.clip import Side
from engagement_desktop.video.sound import Silence

EMPTY = {
    Side.THEN: "Choose an earlier clip to look at beside this one.",
    Side.NOW: "Choose the clip to look at.",
}
NO_CLIP = "no clip chosen"
CHOOSE = "Choose a clip or photo"
OTHER_CLIP = "Choose another clip or photo"
OPENING = "Opening the clip…"
WAITS = "waits at its first frame"
ENDED = "has reached its last frame"

BACK = "Back a frame"
PLAY = "Play"
PAUSE = "Pause"
ON = "On a frame"
LOOP = "Loop"
LOOP_TIP = "Play the part that matters over and over"
SPEED = "Speed"
SPEED_NAME = "{speed} of full speed"
SPEED_TIP = "How fast to play (− and +)"
SPEED_EXACT = "Any speed from 0.1 to 2"
IN_STEP = "In step"
IN_STEP_TIP = "Both clips move together, lined up on their cues"
IN_STEP_TIP_OFF = "Each clip moves alone; press to move both together"
SWAP = "Swap"
SWAP_TIP = "Put the left clip on the right and the right one on the left"
OVERLAY = "Overlay"
OVERLAY_TIP = "Lay the earlier picture over the later one, half transparent"
OVERLAY_NOTE = {
    Side.THEN: "with “Then” laid over it",
    Side.NOW: "with “Now” laid over it",
}
CLOSER = "Closer"
CLOSER_TIP = "Look closer at both pictures; drag to move, Ctrl and the wheel for more"
ZOOM_ALONE = "Look closer at each by itself"
FULL_SCREEN = "Fill the screen"
FULL_SCREEN_TIP = "Fill the screen with both pictures; Esc comes back"
BACK_TO_PAGE = "Back to the page"
BACK_TO_PAGE_TIP = "Back to the page, as with Esc"
SOUND = "Sound"
SOUND_OFF = "Sound off"
SOUND_OF = {Side.THEN: "Sound: then", Side.NOW: "Sound: now"}
SOUND_CHOICE = {Side.THEN: "Hear the earlier clip", Side.NOW: "Hear the later clip"}
SOUND_SILENT = "No sound"
SOUND_TIP = "Whose sound is heard"
NO_VLC = "Sound needs VLC. Install the 64-bit VLC media player and start this program again."
SILENT = {
    Silence.NOTHING_TO_HEAR_IT_ON: (
        "The clips play without sound: this PC has nothing to hear it on at the moment. "
        "Connect loudspeakers or headphones and play again."
    ),
    Silence.BROKEN_OFF: (
        "VLC could not go on with the sound, so the clips play without it. "
        "Play again to try once more."
    ),
}
NO_SOUND_HERE = "This clip has no sound."
SLOW_SILENT = "Sound is left out below half speed."

FRAME_OF = {Side.THEN: "Then, this frame:", Side.NOW: "Now, this frame:"}
PART_START = "Start"
PART_START_TIP = "The part that matters starts at this frame"
PART_END = "End"
PART_END_TIP = "The part that matters ends at this frame"
WHOLE = "Use the whole clip"
CUE = "Cue here"
CUE_TIP = "The cue happens at this frame; clips with a cue are lined up on it"
CUE_CLEAR = "Take the cue away"
STILL = "Still"
STILL_TIP = "Keep this frame as a picture"
MARK = "Mark"
MARK_TIP = "Mark this moment and write a note"
MORE_TIP = "More for this clip"
EXPORT_PICTURE = "Export as a picture…"
EXPORT_CLIP = "Export as a clip…"

NO_CLIPS = "No clips yet. A clip that is added to an observation can be reviewed here."
NEW_OBSERVATION = "New observation"
CHOOSE_TITLE = "Choose a clip or photo"
CHOOSE_SENTENCE = {
    Side.THEN: "It is shown on the left.",
    Side.NOW: "It is shown on the right.",
}
CANCEL = "Cancel"
UNNAMED_CLIP = "clip"
UNNAMED_PHOTO = "photo"

MOMENTS = "Marked moments"
NO_MOMENTS = "Press M, or Mark, where something happens: it is kept here with its time."
MOMENT_UNTITLED = "Marked moment"
MOMENT_TITLE = "What happens"
MOMENT_AREAS = "Area"
MOMENT_SUBTLE = "Subtle responses"
MOMENT_NOTE = "Note"
MOMENT_EDIT = "Write about this moment"
MOMENT_DELETE = "Take this mark away"
MOMENT_DELETED = "Mark taken away."
MOMENT_DONE = "Done"

COMPARISONS = "Compared before"
SHOWN_ABOVE = "shown above"
OPEN_COMPARISON = "opens as it was"

REFLECTION = "What do you see?"
REFLECTION_NEEDS_TWO = "Choose two clips to write about then and now."
DID = "What the pupil did, and did not do, then and now"
HELPED = "Did what we tried help?"
BUILD_ON = "How might it be built on, or altered?"

STILL_WORKING = "Keeping the still"
STILL_KEPT = "The still is kept with the observation of {day}."
STILL_APPROVED = (
    "The observation of this clip is approved, and its evidence is kept as it was approved. "
    "To keep a still with it, choose “Correct” there first."
)
STILL_NO_OBSERVATION = "This clip belongs to no observation, so a still of it has no place to go."

COPYING = "Making sure that the clip plays smoothly here"
COPY_MADE = (
    "The clip is too much for this PC to play smoothly, so a smaller copy is ready for review. "
    "The original stays the evidence."
)
COPY_STOPPED = "No smaller copy was made. The clip is reviewed as it is."


def speed_text(speed: float) -> str:
    """A speed as shown on its button: “¼”, “½”, “1”, “0.7”."""
    return {0.25: "¼", 0.5: "½"}.get(speed, f"{speed:.3g}")
