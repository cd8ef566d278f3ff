"""Templates of observations: made, changed, retired, and filled into an observation (4.5, 4.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models import templates as rules
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    Observation,
    ObservationTemplate,
    TemplateArea,
    TemplateUse,
    VocabularyWord,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.models.templates import Prompt, TemplateForm
from engagement_desktop.models.vocabularies import Vocabulary
from engagement_desktop.services import observation_rows as rows
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.observation_views import ContextItem, ObservationForm
from engagement_desktop.services.pupil_names import names_of
from engagement_desktop.services.workspace import Workspace

MOST = 400
"""The most templates that a school keeps."""
_EQUIPMENT = "context.equipment"


@dataclass(frozen=True)
class TemplateView:
    """A template, and whether it is still offered."""

    id: int
    form: TemplateForm
    retired: bool


def list_templates(work: Workspace) -> tuple[TemplateView, ...]:
    """All templates by name, those no longer offered last."""
    with work.database.read() as session:
        found = session.scalars(
            select(ObservationTemplate)
            .order_by(ObservationTemplate.retired, func.lower(ObservationTemplate.name))
            .options(selectinload(ObservationTemplate.areas))
        )
        return tuple(TemplateView(row.id, form_of(row), row.retired) for row in found)


def any_offered(work: Workspace) -> bool:
    """Whether an observation can be begun from a template."""
    with work.database.read() as session:
        offered = select(ObservationTemplate.id).where(~ObservationTemplate.retired).limit(1)
        return session.scalar(offered) is not None


def save_template(work: Workspace, template_id: int | None, form: TemplateForm) -> Saved[int]:
    """Write a template; with `template_id` None a new one. The value is its number.

    Raises:
        InvalidInput: no name, one that another template has, or a rating among the words.
    """
    tidy = rules.tidy(form)
    problems = rules.problems(tidy)
    if problems:
        raise InvalidInput(problems)
    with work.writing(Act.TEMPLATES) as session:
        same = named(session, tidy.name)
        if same is not None and same.id != template_id:
            raise InvalidInput((FieldProblem("name", "Another template has this name."),))
        row = write(session, _row(session, template_id) if template_id else None, tidy, work)
        number = row.id
    return Saved(number, Changes.of(Kind.TEMPLATE, number))


def retire(work: Workspace, template_id: int, *, retired: bool = True) -> Saved[None]:
    """Offer a template no longer, or again; observations that were begun from it keep it."""
    with work.writing(Act.TEMPLATES) as session:
        _row(session, template_id).retired = retired
    return Saved(None, Changes.of(Kind.TEMPLATE, template_id))


def from_observation(work: Workspace, observation_id: int) -> TemplateForm:
    """What of an observation can be a template: nothing that the pupil did, and no text in which
    they are named, or somebody of the same activity."""
    with work.database.read() as session:
        row = rows.observation_row(session, observation_id)
        seen = rows.form_of(row)
        together = or_(
            Observation.id == row.id, Observation.activity_ref == (row.activity_ref or "")
        )
        everybody = names_of(
            session, session.scalars(select(Observation.pupil_id).where(together)).all()
        )
    equipment = [item.text for item in seen.context if item.kind == _EQUIPMENT]
    made = TemplateForm(
        name=seen.activity,
        activity=seen.activity,
        why_activity=seen.why_activity,
        place=seen.place,
        provision=seen.provision,
        equipment=", ".join(equipment),
        prompts=tuple(Prompt(response.area) for response in seen.responses),
    )
    return rules.without_names(made, everybody)


def fill(session: Session, form: ObservationForm, template_id: int | None) -> ObservationForm:
    """The form of a new observation with what a template says, if it is begun from one, in the
    place of what stood there."""
    if template_id is None:
        return form
    said = form_of(_row(session, template_id))
    context = form.context
    if said.equipment:
        others = (item for item in context if item.kind != _EQUIPMENT)
        context = (*others, ContextItem(_EQUIPMENT, said.equipment))
    return replace(
        form,
        activity=said.activity or form.activity,
        why_activity=said.why_activity or form.why_activity,
        place=said.place or form.place,
        provision=said.provision or form.provision,
        context=context,
    )


def begun_from(session: Session, observation_id: int) -> int | None:
    """The template that an observation was begun from."""
    return session.scalar(
        select(TemplateUse.template_id).where(TemplateUse.observation_id == observation_id)
    )


def note_use(session: Session, observation: Observation, template_id: int | None) -> None:
    """Let the prompts of a template stand beside an observation, if it is begun from one."""
    if template_id is not None:
        session.add(TemplateUse(observation_id=observation.id, template_id=template_id))


def prompts_of(session: Session, observation_id: int) -> tuple[Prompt, ...]:
    """What to look for in an observation, by the template that it was begun from."""
    found = session.execute(
        select(TemplateArea.area, TemplateArea.prompt)
        .join(TemplateUse, TemplateUse.template_id == TemplateArea.template_id)
        .where(TemplateUse.observation_id == observation_id)
    )
    said = {area: Prompt(area, words) for area, words in found}
    return tuple(said[area] for area in Area if area in said)


def named(session: Session, name: str) -> ObservationTemplate | None:
    """The template of this name, however it is spelled."""
    found = session.scalars(select(ObservationTemplate))
    return next((row for row in found if row.name.casefold() == name.casefold()), None)


def write(
    session: Session, row: ObservationTemplate | None, form: TemplateForm, work: Workspace
) -> ObservationTemplate:
    """Write a template that was checked, within a unit of work."""
    if row is None:
        if (session.scalar(select(func.count(ObservationTemplate.id))) or 0) >= MOST:
            raise AppError(
                "The school has very many templates already.",
                safe="Nothing was changed.",
                to_do="Please change one that is no longer used.",
            )
        row = ObservationTemplate(made_at=work.now())
        session.add(row)
    for name in rules.TEXTS:
        setattr(row, name, getattr(form, name))
    row.why_activity = known_why(session, form.why_activity)
    _write_prompts(row, form.prompts)
    session.flush()
    return row


def known_why(session: Session, key: str | None) -> str | None:
    """The key of a word for why an activity was chosen, if the school has it."""
    word = session.get(VocabularyWord, key) if key else None
    return key if word is not None and word.vocabulary is Vocabulary.WHY_ACTIVITY else None


def _write_prompts(row: ObservationTemplate, prompts: Sequence[Prompt]) -> None:
    there = {each.area: each for each in row.areas}
    kept = []
    for prompt in prompts:
        each = there.get(prompt.area) or TemplateArea(area=prompt.area)
        each.prompt = prompt.words
        kept.append(each)
    row.areas = kept


def form_of(row: ObservationTemplate) -> TemplateForm:
    """A template as it stands, its areas in the guidance's order."""
    prompts = {each.area: each.prompt for each in row.areas}
    return TemplateForm(
        name=row.name,
        activity=row.activity,
        why_activity=row.why_activity,
        place=row.place,
        provision=row.provision,
        equipment=row.equipment,
        prompts=tuple(Prompt(area, prompts[area]) for area in Area if area in prompts),
    )


def _row(session: Session, template_id: int) -> ObservationTemplate:
    row = session.get(ObservationTemplate, template_id)
    if row is None:
        raise AppError(
            "This template is no longer there.", to_do="The page shows what is there now."
        )
    return row
