"""The tour round an observation: corrections, others who took part, clips that wait."""

from __future__ import annotations

from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.paths import resource
from engagement_desktop.services import observations
from engagement_desktop.tour.tourist import StepFailed, Tourist
from engagement_desktop.ui.home.sort_dialog import SortDialog
from engagement_desktop.ui.observation.earlier_text import EarlierText
from engagement_desktop.ui.observation.given_files import GivenFile
from engagement_desktop.ui.observation.observations_page import ObservationsPage
from engagement_desktop.ui.observation.others_dialog import OthersDialog
from engagement_desktop.ui.page_ids import PageId


def correct_an_observation(tourist: Tourist) -> None:
    """An approved observation is corrected; what it said before, beside what it says since."""
    tourist.open_pupil("Amara", PageId.OBSERVATIONS)
    page = tourist.page(ObservationsPage)
    pupil_id = tourist.main.pupil_id
    assert pupil_id is not None
    lines = observations.list_observations(tourist.main.context.work, pupil_id)
    approved = next(line for line in lines if line.status is ObservationStatus.APPROVED)
    page.open_observation(approved.id)
    tourist.wait(
        lambda: page.writing.view is not None and page.writing.view.id == approved.id,
        "the observation",
    )
    tourist.picture("approved-observation")
    tourist.click(page.writing.editor.foot.correct_button)
    tourist.settle()
    narrative = page.writing.editor.what_happened.narrative
    tourist.write(narrative, "The room was darker then usual, and Amara recieved the drum. ")
    tourist.picture("misspelt")
    menu = tourist.main.spelling.next_word()
    if menu is None:
        raise StepFailed("a misspelt word was not found")
    tourist.picture("what-was-meant", menu)
    menu.actions()[0].trigger()
    menu.close()
    tourist.click(page.writing.editor.head.earlier_button)
    tourist.settle()
    dialog = tourist.dialog(EarlierText)
    tourist.picture("earlier-text", dialog)
    dialog.accept()
    page.writing.editor.head.put_back_action.trigger()
    tourist.settle()
    tourist.picture("correction-given-up")
    tourist.close_message()


def others_took_part(tourist: Tourist) -> None:
    """Who else took part in an activity."""
    page = tourist.page(ObservationsPage)
    page.writing.editor.head.others_action.trigger()
    tourist.settle()
    dialog = tourist.dialog(OthersDialog)
    dialog.mates.chips()[0].click()
    tourist.picture("others-took-part", dialog)
    dialog.submit()
    tourist.settle()
    tourist.picture("observed-together")
    tourist.close_message()


def clips_that_wait(tourist: Tourist) -> None:
    """Clips are brought in from Home, and put into an observation from there."""
    tourist.main.actions_table.action("go.home").trigger()
    home = tourist.main.home
    files = sorted((resource("demo") / "clips").glob("*.mp4"))[:3]
    if not files:
        raise StepFailed("there are no clips to bring in")
    home.clips.give([GivenFile(path, path.name) for path in files])
    tourist.wait(lambda: len(home.clips.tiles()) == len(files), "the clips")
    tourist.click(home.clips.tiles()[0])
    tourist.picture("clips-not-yet-used")
    tourist.click(home.clips.sort)
    tourist.settle()
    dialog = tourist.dialog(SortDialog)
    tourist.picture("put-into-an-observation", dialog)
    dialog.reject()
    tourist.breathe()
