"""Templates of observations: for every pupil, never a scale, and filled in where one begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.models.areas import Area
from engagement_desktop.models.states import Role
from engagement_desktop.models.templates import Prompt, TemplateForm
from engagement_desktop.services import observations, shared_activity, templates
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.observation_views import ContextItem, ResponseForm
from tests.helpers.small_school import SmallSchool, small_school

BELLS = TemplateForm(
    name="  Bells  and drums ",
    activity="Bells",
    why_activity="why_activity.highest_interest",
    place="Hall",
    provision="Standing frame",
    equipment="red bell",
    prompts=(
        Prompt(Area.INITIATION, "What does the pupil do to ask for more?"),
        Prompt(Area.EXPLORATION),
    ),
)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    with small_school(tmp_path_factory.mktemp("templates")) as made:
        yield made


@pytest.fixture
def bells(school: SmallSchool) -> Iterator[int]:
    number = templates.save_template(school.work, None, BELLS).value
    yield number
    kept = replace(BELLS, name=f"Kept {number}")
    templates.save_template(school.work, number, kept)
    templates.retire(school.work, number)


def one(school: SmallSchool, number: int) -> templates.TemplateView:
    return next(each for each in templates.list_templates(school.work) if each.id == number)


def test_a_template_is_kept_in_the_guidances_order_changed_and_retired(
    school: SmallSchool, bells: int
) -> None:
    work = school.work
    kept = one(school, bells)
    assert kept.form.name == "Bells and drums"
    assert [prompt.area for prompt in kept.form.prompts] == [Area.EXPLORATION, Area.INITIATION]
    assert templates.any_offered(work)
    with pytest.raises(InvalidInput, match="Another template"):
        templates.save_template(work, None, replace(BELLS, name="bells AND drums"))
    templates.save_template(work, bells, replace(kept.form, prompts=(Prompt(Area.PERSISTENCE),)))
    assert one(school, bells).form.prompts == (Prompt(Area.PERSISTENCE),)
    templates.retire(work, bells)
    assert not templates.any_offered(work)
    templates.retire(work, bells, retired=False)


def test_an_observation_begins_with_what_the_template_says(school: SmallSchool, bells: int) -> None:
    work = school.work
    begun = observations.new_observation(work, school.amara, bells).value
    form = begun.form
    assert (form.activity, form.place, form.provision) == ("Bells", "Hall", "Standing frame")
    assert form.why_activity == "why_activity.highest_interest"
    assert form.context == (ContextItem("context.equipment", "red bell"),)
    assert form.responses == ()  # a prompt is a question, and says nothing of anybody
    assert begun.prompts == one(school, bells).form.prompts
    assert observations.close_draft(work, begun.id).value  # nothing was written in it


def test_several_pupils_are_observed_from_one_template(school: SmallSchool, bells: int) -> None:
    work = school.work
    first = shared_activity.begin_from_template(work, school.amara, bells, [school.bilal]).value
    (also,) = shared_activity.companions(work, first.id)
    other = observations.observation(work, also.observation_id)
    assert other.pupil_id == school.bilal
    assert (other.form.activity, other.form.provision) == ("Bells", "Standing frame")
    assert other.prompts == first.prompts != ()


def test_a_template_made_from_an_observation_names_nobody_and_tells_nothing_of_the_pupil(
    school: SmallSchool,
) -> None:
    work = school.work
    begun = observations.new_observation(work, school.amara).value
    observations.autosave(
        work,
        begun.id,
        replace(
            begun.form,
            activity="Bubble tube",
            place="Sensory room",
            provision="Amara’s wedge",
            narrative="She looked up.",
            context=(
                ContextItem("context.equipment", "switch"),
                ContextItem("context.mood", "calm"),
            ),
            responses=(ResponseForm(Area.ANTICIPATION, "Looked up before it lit."),),
        ),
    )
    made = templates.from_observation(work, begun.id)
    assert made == TemplateForm(
        name="Bubble tube",
        activity="Bubble tube",
        place="Sensory room",
        equipment="switch",
        prompts=(Prompt(Area.ANTICIPATION),),
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "word " * 40}, "name"),
        ({"provision": "Score the engagement"}, "provision"),
        ({"prompts": (Prompt(Area.REALISATION, "Rate it 3/5"),)}, "prompts.realisation"),
        ({"place": "x" * 3000}, "place"),
    ],
)
def test_what_cannot_stand_is_said_beside_its_field(
    school: SmallSchool, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        templates.save_template(school.work, None, replace(BELLS, **changed))
    assert [problem.field for problem in refused.value.problems] == [field]


def test_only_a_teacher_makes_templates_and_what_is_gone_is_said(school: SmallSchool) -> None:
    assistant = replace(school.as_assistant, role=Role.OBSERVER)
    with pytest.raises(NotAllowed):
        templates.save_template(assistant, None, BELLS)
    with pytest.raises(AppError, match="no longer there"):
        observations.new_observation(school.work, school.amara, 9999)
