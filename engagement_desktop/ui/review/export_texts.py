"""The words of exporting, in one place for proof-reading."""

from __future__ import annotations

TITLE = "Export side by side"
SENTENCE = (
    "This makes an ordinary file outside the school’s encrypted one. Anyone who has it can open it."
)
USE = "What is it for?"
USE_HINT = "Only uses for which permission stands today are offered."
NO_USE = (
    "There is no permission today to use this pupil’s pictures and clips. If it has been given, "
    "write it down in the pupil’s profile first."
)
WHAT = "What is exported?"
PICTURE = "the frames shown"
PART = "a clip of the part that matters"
WHOLE = "the whole clips"
ALONE = "To export a clip of both, press “In step” first."
SOUND = "Sound"
NO_SOUND = "no sound"
SILENT = "At {speed} of full speed, as it is played now, without sound."
NAME = "Write the pupil’s name on it"
CANCEL = "Cancel"
GO = "Choose where…"
SAVE_PICTURE = "Export the picture"
SAVE_CLIP = "Export the clip"
PICTURES = "Pictures (*.png *.jpg)"
CLIPS = "Videos (*.mp4)"
FILE_NAME = "then and now"
WORKING = "Exporting “{name}”"
DONE = "Exported to “{name}” in {folder}."
STOPPED = "Exporting was stopped; nothing is left of “{name}”."
