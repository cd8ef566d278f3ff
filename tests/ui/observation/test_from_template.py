"""Templates as a teacher uses them: made from an observation, and begun from."""

from __future__ import annotations

from engagement_desktop.models.areas import Area
from engagement_desktop.models.templates import Prompt, TemplateForm
from engagement_desktop.services import shared_activity, templates
from engagement_desktop.ui.observation.from_template import StartDialog
from tests.ui.observation.conftest import Room

BELLS = TemplateForm(
    name="Bells",
    activity="Bells & <b>drums</b>",
    place="Hall",
    prompts=(Prompt(Area.INITIATION, "What asks for <i>more</i>?"),),
)


def test_an_observation_of_two_pupils_begins_from_a_template(room: Room) -> None:
    assert room.page.list.template_button.isHidden()  # there is none yet
    templates.save_template(room.school.work, None, BELLS)
    room.page.show_pupil(room.school.amara)
    room.settle()
    room.press(room.page.list.template_button)
    room.qtbot.waitUntil(lambda: room.page.findChild(StartDialog) is not None)
    dialog = room.page.findChild(StartDialog)
    (bilal,) = dialog.mates.chips()
    room.press(bilal)
    dialog.submit()
    room.qtbot.waitUntil(lambda: room.page.editing and room.page.writing.view is not None)
    room.settle()
    editor = room.page.writing.editor
    assert editor.what_happened.activity.text() == "Bells & <b>drums</b>"
    opened = [area for area, card in editor.areas.items() if card.is_open]
    assert opened == [Area.INITIATION]
    assert editor.areas[Area.INITIATION].prompt == "To look for: What asks for <i>more</i>?"
    assert room.stored(room.view.id).form.responses == ()
    (also,) = shared_activity.companions(room.school.work, room.view.id)
    assert room.stored(also.observation_id).pupil_id == room.school.bilal
    room.press(editor.areas[Area.INITIATION].toggle)
    room.type(editor.what_happened.narrative, "She rang.")
    room.settle()
    room.page.writing.history.undo()
    assert not editor.areas[Area.INITIATION].is_open  # what was closed stays so


def test_what_is_written_becomes_a_template_without_the_pupils_name(room: Room) -> None:
    room.begin()
    editor = room.page.writing.editor
    room.type(editor.what_happened.activity, "Foil blanket")
    room.type(editor.what_happened.place, "Amara's corner")
    assert editor.head.template_action.isVisible()
    editor.head.template_action.trigger()
    room.settle()
    ((_, made),) = [visit for visit in room.desk.journey.visits if visit[0] == "new template"]
    assert made == TemplateForm(name="Foil blanket", activity="Foil blanket")
