"""The wording of the templates page and its form, to be proof-read together."""

from __future__ import annotations

from engagement_desktop.models.templates import TemplateForm

TITLE = "Templates"
SENTENCE = (
    "What is filled in when an observation of an activity is begun, and what to look for in each "
    "area. A template can also be made from an observation, in its menu."
)
NEW = "New template"
NOTHING = "There is no template yet. “New template” makes one, for an activity that comes again."
EDIT = "Change"
RETIRE = "Retire"
OFFER = "Offer again"
RETIRED = "retired"
IS_RETIRED = "“{name}” is retired. Observations that were begun from it stay as they are."

FORM_SENTENCE = "A template is for every pupil: please name nobody in it."
NAME = "What the template is called"
NAME_HINT = "Also to find it again: “Bells, standing”."
ACTIVITY = "Activity or stimulus"
WHY = "Why this activity"
PLACE = "Place"
PROVISION = "What is provided"
PROVISION_HINT = "Strategies, adult support"
EQUIPMENT = "Equipment"
EQUIPMENT_HINT = "It stands in the context of the observation as favourite equipment."
AREAS = "Areas to look at"
PROMPT = "{area}: what to look for"
PROMPT_HINT = "A question to the one who observes, such as “What tells you that more is wanted?”"


def detail(form: TemplateForm) -> str:
    """What a template fills in, in a line: “Bells · Hall · Exploration, Initiation”."""
    areas = ", ".join(prompt.area.title for prompt in form.prompts)
    activity = form.activity if form.activity.casefold() != form.name.casefold() else ""
    return " · ".join(part for part in (activity, form.place, areas) if part)
