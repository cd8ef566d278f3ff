"""The demo school: whole, fresh on any day, exact in its frames, and written as a school writes."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engagement_desktop.errors import AppError, Cancelled
from engagement_desktop.models import templates as rules
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    AreaResponse,
    Evidence,
    Marker,
    Moderation,
    Observation,
    ObservationStatement,
    ParagraphSource,
    Pupil,
    Report,
    ReportParagraph,
    School,
    Term,
)
from engagement_desktop.models.report_parts import EHC_PARTS, outcome_parts, year_end_parts
from engagement_desktop.models.school_year import school_year
from engagement_desktop.models.states import EvidenceKind, ObservationStatus, ReportKind
from engagement_desktop.models.upn import problem
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import (
    conversations,
    demo_school,
    finding,
    frameworks,
    home,
    judgements,
    moderation,
    pupils,
    school_file,
    templates,
)
from engagement_desktop.services.demo_content import DemoContent, load_demo
from engagement_desktop.services.demo_days import DemoDays, is_school_day
from engagement_desktop.services.report_gathering import ATTENDANCE, COVER
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage.refusals import AlreadyThere
from engagement_desktop.video.frame_index import FrameIndex, build_index

NOVEMBER = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def content() -> DemoContent:
    """What is written in `resources/demo/`."""
    return load_demo()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a demo school made on a Saturday in November."""
    folder = tmp_path_factory.mktemp("made")
    demo_school.make_demo(folder, SilentProgress(), clock=lambda: NOVEMBER)
    return folder


@pytest.fixture(scope="module")
def demo(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """That school, open."""
    folder = shutil.copytree(made, tmp_path_factory.mktemp("demo") / "school")
    work = school_file.open_demo(demo_school.demo_path(folder), clock=lambda: NOVEMBER)
    yield work
    school_file.close(work)


def test_it_has_two_classes_of_sixteen_pupils_with_valid_numbers_and_portraits(
    demo: Workspace,
) -> None:
    with demo.database.read() as session:
        pupils = list(session.scalars(select(Pupil)))
        classes = {pupil.class_group.name for pupil in pupils if pupil.class_group}
        assert session.scalars(select(School)).one().is_demo
        assert classes == {"Willow", "Oak"}
        assert len(pupils) == 16
        assert len({pupil.upn for pupil in pupils}) == 16
        assert [pupil.upn for pupil in pupils if problem(pupil.upn)] == []
        assert all(pupil.photo and len(pupil.photo) <= 12_000 for pupil in pupils)
        assert {pupil.preferred_name for pupil in pupils if pupil.regressive_condition} == {"Isla"}
        assert sum(pupil.actual_year == 6 for pupil in pupils) == 2


def test_a_pupils_age_belongs_to_the_year(demo: Workspace) -> None:
    september = date(2026, 9, 1)
    with demo.database.read() as session:
        for pupil in session.scalars(select(Pupil)):
            assert pupil.born_on is not None
            assert pupil.actual_year is not None
            born = pupil.born_on
            age = september.year - born.year - ((born.month, born.day) > (9, 1))
            assert age == pupil.actual_year + 4


def test_every_marker_stands_on_the_frame_that_the_drawing_says(
    demo: Workspace, content: DemoContent
) -> None:
    told = sorted(
        (pupil.preferred_name, marker.title, content.clips[observation.clip].moments[marker.at])
        for pupil in content.pupils
        for observation in pupil.observations
        for marker in observation.markers
        if observation.clip
    )
    seen = []
    indexes: dict[int, FrameIndex] = {}
    with demo.database.read() as session:
        rows = session.execute(
            select(Marker, Evidence.media_id, Pupil.preferred_name)
            .join(Evidence, Evidence.id == Marker.evidence_id)
            .join(Pupil, Pupil.id == Evidence.pupil_id)
        )
        for marker, media_id, name in rows:
            if media_id not in indexes:
                indexes[media_id] = build_index(demo.media.opener(media_id))
            base = indexes[media_id].time_base
            assert indexes[media_id].pts[marker.frame] == marker.pts
            assert (base.numerator, base.denominator) == (
                marker.time_base_numerator,
                marker.time_base_denominator,
            )
            seen.append((name, marker.title, marker.frame))
    assert len(told) > 50
    assert sorted(seen) == told


def test_a_time_in_a_text_is_the_time_of_a_moment(demo: Workspace) -> None:
    with demo.database.read() as session:
        text = session.scalars(
            select(AreaResponse.what_pupil_did)
            .join(Observation)
            .join(Pupil)
            .where(
                Pupil.preferred_name == "Amara",
                AreaResponse.area == Area.ANTICIPATION,
                Observation.activity == "Bubble tube, switch on tray",
            )
            .order_by(Observation.occurred_at.desc())
        ).first()
    assert text is not None
    assert "looked up to the tube before it lit [00:05.63]" in text


def test_no_placeholder_is_left_in_any_text(demo: Workspace) -> None:
    with demo.database.read() as session:
        texts = [
            *session.scalars(select(AreaResponse.what_pupil_did)),
            *session.scalars(select(ReportParagraph.text)),
            *session.scalars(select(ReportParagraph.section)),
        ]
    assert [text for text in texts if re.search(r"[{}]", text)] == []


def test_the_clips_are_of_the_kinds_a_school_meets(demo: Workspace) -> None:
    with demo.database.read() as session:
        clips = list(session.scalars(select(Evidence).where(Evidence.kind == EvidenceKind.VIDEO)))
        indexes = [build_index(demo.media.opener(clip.media_id)) for clip in clips]
        assert all(clip.poster and clip.sync_pts is not None for clip in clips)
    assert len(clips) == 14
    assert [index.codec for index in indexes].count("hevc") == 2
    assert sum(index.variable_rate for index in indexes) == 1
    assert sum(index.height > index.width for index in indexes) == 1
    assert all(index.has_sound for index in indexes)


def test_its_records_carry_the_whole_model(demo: Workspace) -> None:
    with demo.database.read() as session:
        per_area = dict(
            session.execute(
                select(AreaResponse.area, func.count()).group_by(AreaResponse.area)
            ).all()
        )
        shown = set(session.scalars(select(AreaResponse.what_this_shows)))
        status = set(session.scalars(select(Observation.status)))
        assert set(per_area) == set(Area)
        assert min(per_area.values()) >= 15
        assert {"what_this_shows.maintained", "what_this_shows.decline_slowed"} <= shown
        assert status == set(ObservationStatus)
        assert (session.scalar(select(func.count(Observation.id))) or 0) >= 130


def test_it_shows_what_was_judged_moderated_and_told(demo: Workspace) -> None:
    called = {pupil.preferred_name: pupil.id for pupil in pupils.list_pupils(demo)}
    isla = judgements.list_judgements(demo, called["Isla"])
    assert {"maintained", "decline slowed"} <= {each.what_this_shows for each in isla}
    assert all(each.rests_on for each in isla)
    amara = judgements.term_judgements(demo, called["Amara"])
    anticipation = next(each for each in amara.areas if each.area is Area.ANTICIPATION)
    assert anticipation.judgement is not None
    assert anticipation.before
    waiting = [line for line in moderation.list_moderations(demo) if line.mine_to_view]
    assert [line.pupil_name for line in waiting] == ["Bilal"]
    told = conversations.conversations(demo, called["Amara"])
    assert len(told.all) == 3
    assert told.next_on is not None
    first = told.all[-1].form.targets[0]
    assert first.came_of_it


def test_nothing_lies_in_the_future_and_schools_are_shut_at_weekends(demo: Workspace) -> None:
    with demo.database.read() as session:
        moments = list(session.scalars(select(Observation.occurred_at)))
        approved = list(session.scalars(select(Observation.approved_at)))
    assert max(moments) < NOVEMBER
    assert all(moment is None or moment <= NOVEMBER for moment in approved)
    assert {moment.astimezone().weekday() for moment in moments} <= {0, 1, 2, 3, 4}


def test_home_has_something_of_each_kind_for_the_class_teacher(demo: Workspace) -> None:
    view = home.home(demo)
    assert (view.first_name, view.class_name, view.pupils) == ("Jo", "Willow", 9)
    assert {line.pupil_name for line in view.drafts} == {"Amara", "Elif"}
    assert [line.observer for line in view.waiting] == ["Priya Nair"]
    assert [line.pupil_name for line in view.not_seen] == ["Grace"]
    assert "Cerys" in {line.pupil_name for line in view.reviews}
    assert "Haruto" in {line.pupil_name for line in view.outcomes}


def test_its_words_can_be_found(demo: Workspace) -> None:
    found = finding.find(demo, "bubble tube")
    assert len(found) >= 3


def test_reports_are_half_written_under_sections_that_exist(demo: Workspace) -> None:
    with demo.database.read() as session:
        for report in session.scalars(select(Report)):
            pupil = session.get_one(Pupil, report.pupil_id)
            parts = (*year_end_parts(pupil.actual_year), *EHC_PARTS)
            keys = {part.key for part in parts} | {COVER, *ATTENDANCE}
            facts = {part.key for part in parts if not part.from_evidence} | set(ATTENDANCE)
            for paragraph in report.paragraphs:
                outcome = re.match(r"outcome\.(\d+)\.", paragraph.section)
                if outcome:
                    keys |= {part.key for part in outcome_parts(int(outcome[1]))}
                assert paragraph.section in keys
                assert paragraph.sources or paragraph.section in facts
        kinds = {report.kind: report.period for report in session.scalars(select(Report))}
        stills = session.scalar(select(func.count()).where(ParagraphSource.frame_pts.is_not(None)))
    assert kinds[ReportKind.YEAR_END] == school_year(NOVEMBER.date())
    assert kinds[ReportKind.EHC_REVIEW] == "2026-12-10"
    assert stills == 5


@pytest.mark.parametrize(
    "today",
    [date(2027, 1, 4), date(2027, 3, 2), date(2027, 8, 12), date(2028, 2, 29), date(2026, 9, 3)],
)
def test_days_are_fresh_on_any_day_of_the_year(today: date) -> None:
    days = DemoDays(today)
    back = [days.ago(n) for n in range(1, 246)]
    assert back == sorted(set(back), reverse=True)
    assert back[0] < today
    assert all(is_school_day(day) for day in back)
    assert today - back[0] < timedelta(days=50)
    terms = days.terms(245)
    assert all(any(t.first_day <= day <= t.last_day for t in terms) for day in back)
    assert all(a.last_day < b.first_day for a, b in pairwise(terms))


def test_terms_in_the_file_hold_today(demo: Workspace) -> None:
    with demo.database.read() as session:
        terms = list(session.scalars(select(Term).order_by(Term.first_day)))
    assert any(term.first_day <= date(2026, 11, 20) <= term.last_day for term in terms)


_DEFICIT = re.compile(
    r"\b(unable|fail(s|ed|ure)?|cannot|can’t|refus\w*|poor(ly)?|weak(ness)?|behaviour problem|"
    r"suffers?|wheelchair-bound|low[- ]functioning|behind in|non-?compliant|naughty)\b",
    re.IGNORECASE,
)
_SCORE = re.compile(r"%|\b(per cent|score[sd]?|grade[sd]?|rank(ed)?|out of (ten|five|\d+))\b", re.I)


def test_the_writing_is_positive_and_gives_no_child_a_number() -> None:
    root = Path(demo_school.resource("demo"))
    for path in (*root.glob("pupils/*.toml"), *root.glob("record/*.toml")):
        text = path.read_text("utf-8")
        assert not _DEFICIT.findall(text), path.name
        assert not _SCORE.findall(text), path.name


def test_no_two_observations_read_alike(content: DemoContent) -> None:
    texts = [
        response.did
        for pupil in content.pupils
        for observation in pupil.observations
        for response in observation.responses.values()
    ]
    openings = [re.sub(r"\W+", " ", text.lower())[:40] for text in texts]
    assert len(set(openings)) == len(openings)


def test_made_once_kept_and_made_anew_when_the_story_changes(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    path = demo_school.demo_path(tmp_path)
    first_made = path.stat().st_mtime_ns
    work = school_file.open_demo(path)
    with work.database.write() as session:
        session.scalars(select(School)).one().name = "Changed by a visitor"
    school_file.close(work)
    kept = demo_school.make_demo(tmp_path, SilentProgress())
    work = school_file.open_demo(kept)
    assert work.school_name == "Changed by a visitor"

    monkeypatch.setattr(demo_school, "demo_fingerprint", lambda: "another story")
    with pytest.raises(AppError, match="in use"):
        demo_school.make_demo(tmp_path, SilentProgress(), replace_older=True)
    school_file.close(work)
    with pytest.raises(demo_school.FromEarlierRelease):
        demo_school.make_demo(tmp_path, SilentProgress())  # nobody has agreed to lose anything
    work = school_file.open_demo(path)
    assert work.school_name == "Changed by a visitor"
    school_file.close(work)

    made_anew = demo_school.make_demo(tmp_path, SilentProgress(), replace_older=True)
    fresh = school_file.open_demo(made_anew)
    assert fresh.school_name == "Hillside School"
    school_file.close(fresh)
    assert path.stat().st_mtime_ns != first_made
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".demo-")] == []


def test_what_is_no_demo_is_never_replaced_by_one(tmp_path: Path) -> None:
    path = demo_school.demo_path(tmp_path)
    path.write_bytes(b"a school's own file")
    with pytest.raises(AlreadyThere):
        demo_school.make_demo(tmp_path, SilentProgress())
    assert path.read_bytes() == b"a school's own file"


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    progress = SilentProgress()
    progress.cancel()
    with pytest.raises(Cancelled):
        demo_school.make_demo(tmp_path, progress)
    assert list(tmp_path.iterdir()) == []


def test_a_clip_comes_back_byte_for_byte(demo: Workspace) -> None:
    original = Path(demo_school.resource("demo/clips/amara-bubble-tube-now.mp4")).read_bytes()
    with demo.database.read() as session:
        media = session.scalars(
            select(Evidence.media_id).where(Evidence.original_name == "amara-bubble-tube-now.mp4")
        ).one()
    with demo.media.open(media) as file:
        assert io.BytesIO(file.read()).getvalue() == original


def test_moderations_look_at_what_was_seen_before_they_were_put_up(demo: Workspace) -> None:
    with demo.database.read() as session:
        put_up = list(session.scalars(select(Moderation)))
        for row in put_up:
            seen = [
                session.get_one(Observation, each.observation_id).occurred_at for each in row.sample
            ]
            assert max(seen) < row.put_up_at, row.question
            assert all(row.put_up_at < view.written_at for view in row.views)
    assert len(put_up) == 3


def test_templates_and_statements_are_used(demo: Workspace) -> None:
    with demo.database.read() as session:
        begun = [
            prompts
            for each in session.scalars(select(Observation.id))
            if (prompts := templates.prompts_of(session, each))
        ]
        tags = set(session.scalars(select(ObservationStatement.statement_id)))
    assert len(begun) == 5
    offered = [each.id for one in frameworks.list_frameworks(demo) for each in one.statements]
    assert tags <= set(offered)
    assert len(offered) == 8
    assert len(tags) >= 6
    for view in templates.list_templates(demo):
        assert rules.problems(view.form) == ()
