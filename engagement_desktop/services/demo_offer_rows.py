"""Turns what the demo school offers to whoever observes into rows, before anything is observed."""

from __future__ import annotations

from datetime import time

from engagement_desktop.models.statements import StatementText
from engagement_desktop.models.templates import Prompt, TemplateForm
from engagement_desktop.services import frameworks, templates
from engagement_desktop.services.demo_content import DemoSchool
from engagement_desktop.services.demo_making import Making
from engagement_desktop.services.workspace import Workspace

_AFTER_SCHOOL = time(15, 45)


def write_offers(making: Making, work: Workspace, school: DemoSchool) -> None:
    """The templates by their keys, and the statements of the frameworks by their codes."""
    for told in school.templates:
        form = TemplateForm(
            name=told.name,
            activity=told.activity,
            why_activity=told.why,
            place=told.place,
            provision=told.provision,
            equipment=told.equipment,
            prompts=tuple(Prompt(area, words) for area, words in told.look_for.items()),
        )
        making.templates[told.key] = templates.write(making.session, None, form, work).id
    for framework in school.frameworks:
        said = [StatementText(s.code, s.heading, s.wording) for s in framework.statements]
        row = frameworks.write(making.session, framework.name, said, work)
        row.brought_in_at = making.days.at(framework.from_ago, _AFTER_SCHOOL)
        making.statements |= {statement.code: statement for statement in row.statements}
