"""The command line as an office or a script uses it: whole processes, real files, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from engagement_desktop import cli
from engagement_desktop.models.school_year import school_year
from engagement_desktop.progress import SilentProgress
from engagement_desktop.security.device_secret import DeviceSecrets
from engagement_desktop.services import arrival, demo_school, pupils, reporting, school_file, staff
from engagement_desktop.services.pupils import PupilForm
from engagement_desktop.services.staff import StaffForm
from tests.helpers.school import CHEAP, PASSWORD, MemoryKeyring

CLIPS = Path(__file__).resolve().parents[2] / "resources" / "demo" / "clips"
UPN = "B801200005001"


def run(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """The program on a PC without a credential store."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    return subprocess.run(
        [sys.executable, "-m", "engagement_desktop", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        env=environment,
        timeout=100,
        check=False,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo school of its own, since reports are begun in it."""
    return demo_school.make_demo(tmp_path_factory.mktemp("demo"), SilentProgress())


@pytest.fixture
def school(tmp_path: Path) -> tuple[Path, str]:
    """A real school with one pupil, and the set-up code of its PC."""
    path = tmp_path / f"Willow Bank{arrival.SUFFIX}"
    devices = DeviceSecrets(MemoryKeyring())
    work = school_file.create_school(
        path, "Willow Bank", "Jo Field", PASSWORD, devices=devices, effort=CHEAP
    )
    form = PupilForm(legal_first_name="Sam", legal_last_name="Reed", preferred_name="Sam", upn=UPN)
    pupils.save_pupil(work, None, form)
    assert work.keys is not None
    code = work.keys.code()
    school_file.close(work)
    return path, code


def test_frames_lists_a_clip_as_json_and_extracts_just_those_asked_for(tmp_path: Path) -> None:
    clip = next(CLIPS.glob("*.mp4"))
    listed = json.loads(run("frames", clip, "--json").stdout)
    numbers = [frame["n"] for frame in listed["frames"]]
    assert numbers == list(range(len(numbers)))
    assert listed["frames"][0]["seconds"] == 0.0
    assert listed["time_base"].startswith("1/")
    out = tmp_path / "frames"
    assert run("frames", clip, "--extract", "17,0", "--out", out).returncode == 0
    assert sorted(path.name for path in out.iterdir()) == ["0.png", "17.png"]


def test_a_reader_that_has_enough_ends_the_command_quietly() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen(
        [sys.executable, "-m", "engagement_desktop", "frames", next(CLIPS.glob("*.mp4"))],
        stdout=writing,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(writing)
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.wait(100) == 0


@pytest.mark.parametrize("numbers", ["99999", "x", "-1", "0,,2"])
def test_a_frame_that_is_not_there_is_refused_in_words(tmp_path: Path, numbers: str) -> None:
    done = run("frames", next(CLIPS.glob("*.mp4")), f"--extract={numbers}", "--out", tmp_path)
    assert done.returncode == 2
    assert "is not a frame of this clip" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_clip_is_refused_in_one_sentence(tmp_path: Path) -> None:
    fake = tmp_path / "clip.mp4"
    fake.write_text("not a clip at all")
    for arguments in (("frames", fake), ("frames", tmp_path / "missing.mp4", "--json")):
        done = run(*arguments)
        assert done.returncode == 2
        assert done.stderr.strip()
        assert "Traceback" not in done.stderr


def upn_of(demo: Path, name: str) -> str:
    """The UPN of a pupil of the demo school."""
    work = school_file.open_demo(demo)
    try:
        found = next(row for row in pupils.list_pupils(work) if row.preferred_name == name)
        return pupils.profile(work, found.id).form.upn
    finally:
        school_file.close(work)


@pytest.mark.parametrize(
    ("kind", "period"), [("year-end", "2026-27"), ("ehc-review", "2026-12-10")]
)
def test_a_report_is_written_as_pdf_about_the_pupil(
    demo: Path, tmp_path: Path, kind: str, period: str
) -> None:
    out = tmp_path / "report.pdf"
    asked = ("report", kind, "--file", demo, "--pupil", upn_of(demo, "Amara"), "--out", out)
    done = run(*asked, "--period", period)
    assert done.returncode == 0, done.stderr
    text = "".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    assert "Amara" in text
    assert "Hillside School" in text


def test_the_list_for_the_office_names_what_is_to_be_checked(
    school: tuple[Path, str], tmp_path: Path
) -> None:
    path, code = school
    ask = ("em-list", "--file", path, "--password-stdin")
    stdin = f"{PASSWORD}\n{code}\n"
    table, paper = tmp_path / "list.csv", tmp_path / "list.pdf"
    for out in (table, paper):
        done = run(*ask, "--out", out, stdin=stdin)
        assert done.returncode == 0, done.stderr
        assert "no year in the record" in done.stderr
    assert "Mathematics" in table.read_text("utf-8-sig")
    assert "Pupils to report" in pypdf.PdfReader(paper).pages[0].extract_text()


def test_an_engagement_profile_is_written_without_a_period(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "profile.pdf"
    asked = ("report", "profile", "--file", demo, "--pupil", upn_of(demo, "Amara"), "--out", out)
    done = run(*asked, "--edition", "large-print")
    assert done.returncode == 0, done.stderr
    assert "Getting to know Amara" in pypdf.PdfReader(out).pages[0].extract_text()

    done = run("report", "year-end", *asked[2:])
    assert done.returncode == 2
    assert "--period" in done.stderr


def test_a_class_of_reports_goes_into_a_folder_and_says_who_has_none(
    demo: Path, tmp_path: Path
) -> None:
    ask = ("report", "year-end", "--file", demo, "--all", "--class", "Willow", "--out", tmp_path)
    done = run(*ask, "--period", "2026-27")
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.glob("Amara*.pdf"))) == 1
    assert "No report has been begun." in done.stderr


def test_of_the_whole_school_it_is_said_what_a_report_still_lacks(
    demo: Path, tmp_path: Path
) -> None:
    work = school_file.open_demo(demo)
    try:
        cerys = next(row for row in pupils.list_pupils(work) if row.preferred_name == "Cerys")
        (period,) = {line.period for line in reporting.list_reports(work, cerys.id)}
    finally:
        school_file.close(work)
    ask = ("report", "ehc-review", "--file", demo, "--all", "--out", tmp_path)
    done = run(*ask, "--period", period)
    assert (tmp_path / f"Cerys Bevan – ehc-review {period}.pdf").exists()
    assert "Cerys Bevan still lacks: Advice from professionals; " in done.stderr
    assert "Kofi Boateng: No report has been begun." in done.stderr


def test_an_unknown_pupil_or_class_is_refused_in_words(demo: Path, tmp_path: Path) -> None:
    ask = ("report", "year-end", "--file", demo, "--period", "2026-27", "--out", tmp_path / "x.pdf")
    assert "No pupil in this file has the UPN" in run(*ask, "--pupil", UPN).stderr
    assert "The classes are:" in run(*ask, "--all", "--class", "Elm").stderr
    assert run(*ask).returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_timeline_is_of_the_year_asked_for(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "timeline.pdf"
    ask = ["report", "timeline", "--file", str(demo), "--pupil", upn_of(demo, "Amara")]
    wish = [*ask, "--out", str(out), "--edition", "a3", "--period"]
    assert cli.run(cli.parse([*wish, "2025-26"])) == 0
    page = pypdf.PdfReader(out).pages[0]
    assert "1 September 2025 to 31 August 2026 · All five areas" in page.extract_text()
    assert round(page.mediabox.width) == 1191
    assert cli.run(cli.parse([*wish, "last year"])) == 2
    assert "“last year” is no school year." in capsys.readouterr().err


def test_packs_and_the_schools_own_report_name_nobody_else(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = ["report", "moderation-pack", "--file", str(demo), "--other-school"]
    wish = [*ask, "--all", "--class", "Willow", "--out", str(tmp_path)]
    assert cli.run(cli.parse(wish)) == 0
    (pack,) = tmp_path.glob("Bilal*.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(pack).pages)
    assert "Your view" in text
    assert "Bilal" not in text
    assert "Nothing of this pupil is put up for moderation." in capsys.readouterr().err

    school = ["report", "governors", "--file", str(demo), "--out", str(tmp_path / "school.pdf")]
    assert cli.run(cli.parse(school)) == 2
    assert "as one of:" in capsys.readouterr().err
    work = school_file.open_demo(demo)
    year = school_year(work.today())
    school_file.close(work)
    assert cli.run(cli.parse([*school, "--period", year])) == 0
    reader = pypdf.PdfReader(tmp_path / "school.pdf")
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Outcomes and provision" in text
    assert "Bilal" not in text


def test_everything_held_is_given_out_with_the_password_just_typed(
    school: tuple[Path, str], tmp_path: Path
) -> None:
    path, code = school
    ask = ("report", "subject-access", "--file", path, "--password-stdin", "--pupil", UPN)
    folder = tmp_path / "copies"
    folder.mkdir()
    done = run(*ask, "--out", folder, stdin=f"{PASSWORD}\n{code}\n")
    assert done.returncode == 0, done.stderr
    (copy,) = folder.iterdir()
    text = pypdf.PdfReader(copy / "What is held.pdf").pages[0].extract_text()
    assert "What is held on Sam Reed" in text


def test_clips_are_attached_with_password_and_set_up_code_from_stdin(
    school: tuple[Path, str], tmp_path: Path
) -> None:
    path, code = school
    clip = next(CLIPS.glob("*.mp4"))
    fake = tmp_path / "fake.mp4"
    fake.write_bytes(b"")
    ask = ("attach", "--file", path, "--password-stdin", "--pupil", UPN, clip, fake)
    done = run(*ask, stdin=f"{PASSWORD}\n{code}\n")
    assert done.returncode == 2  # one of the two was refused
    assert f"{clip.name}: kept" in done.stdout
    assert "fake.mp4: " in done.stderr


def test_without_password_or_set_up_code_nobody_gets_in(school: tuple[Path, str]) -> None:
    path, code = school
    ask = ("attach", "--file", path, "--password-stdin", "--pupil", UPN, next(CLIPS.glob("*.mp4")))
    for stdin in ("", f"{PASSWORD}\n", f"wrong words here\n{code}\n"):
        done = run(*ask, stdin=stdin)
        assert done.returncode == 2
        assert "kept" not in done.stdout
        assert "Traceback" not in done.stderr


def test_where_several_people_sign_in_one_says_who_one_is(school: tuple[Path, str]) -> None:
    path, code = school
    work = school_file.open_school(path, PASSWORD, set_up_code=code)
    other = staff.save(work, None, StaffForm(name="Kim Osei")).value
    staff.give_start_password(work, other)
    school_file.close(work)
    stdin = f"{PASSWORD}\n{code}\n"
    ask = ("verify", "--file", path, "--password-stdin")
    assert run(*ask, "--name", "jo field", stdin=stdin).returncode == 0
    unsaid = run(*ask, stdin=stdin)
    assert unsaid.returncode == 2
    assert "Several people sign in" in unsaid.stderr


def test_a_whole_file_is_found_whole_and_a_flipped_byte_is_told(school: tuple[Path, str]) -> None:
    path, code = school
    stdin = f"{PASSWORD}\n{code}\n"
    whole = run("verify", "--file", path, "--password-stdin", stdin=stdin)
    assert whole.returncode == 0, whole.stderr
    assert "1 pupil, 0 observations" in whole.stdout
    assert "Who did what: 1 entry" in whole.stdout
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    damaged = run("verify", "--file", path, "--password-stdin", stdin=stdin)
    assert damaged.returncode == 2
    assert "bytes have changed" in damaged.stderr or "damaged" in damaged.stderr
    assert "Traceback" not in damaged.stderr
