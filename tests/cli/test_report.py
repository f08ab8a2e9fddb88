"""``report``: every table in every format, for an event and for the project, as a user asks for it."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from commands import run
from factories import make_person
from reports_by_hand import csv_rows

from o2o_events.app import App
from o2o_events.documents.report_content import codes_of
from o2o_events.registers.events import Event

REPORTS = ["T1", "T1-unique", "T1-registered", "T1-no-show", "T2", "T2-roles", "T3", "T4", "T6", "T7", "T8"]
REPORTS += ["people", "days", "indicators", "reconciliation", "completion"]


@pytest.fixture
def project(app: App, event: Event, project_file: Path) -> Path:
    with app.database.write() as tx:
        make_person(tx, event, given_name="Ana", email="ana@example.org")
    app.close()
    return project_file


@pytest.mark.parametrize("what", REPORTS)
@pytest.mark.parametrize("scope", [[], ["--event", "VN"]], ids=["project", "event"])
def test_every_report_is_written_in_every_format(project: Path, tmp_path: Path, what: str, scope: list[str]) -> None:
    files = [tmp_path / f"{what}{ending}" for ending in (".xlsx", ".pdf", ".csv", ".docx")]
    rows = [run(project, "report", what, *scope, "-o", str(file)).row["rows"] for file in files]

    assert [file.is_file() for file in files] == [True] * 4
    assert len(set(rows)) == 1
    if what not in ("completion",):
        assert len(csv_rows(files[2])) == rows[0] + 1


def test_names_of_reports_are_taken_in_any_case(project: Path, tmp_path: Path) -> None:
    answer = run(project, "report", "t1", "--event", "vn", "-o", str(tmp_path / "t1.csv"))

    assert (answer.status, answer.row["file"]) == (0, str(tmp_path / "t1.csv"))


def test_reports_are_in_english_whatever_the_language(project: Path, tmp_path: Path) -> None:
    for tag in ("en", "vi"):
        run(project, "report", "T1", "-o", str(tmp_path / f"{tag}.csv"), O2O_LANG=tag)

    assert csv_rows(tmp_path / "vi.csv") == csv_rows(tmp_path / "en.csv")


def test_contacts_need_the_pin(project: Path, tmp_path: Path) -> None:
    pin = tmp_path / "pin.txt"
    pin.write_text("246810\n", encoding="utf-8")
    run(project, "pin", "set", "--new-pin-file", str(pin))
    arguments = ["report", "T5", "--event", "VN", "-o", str(tmp_path / "t5.csv"), "--pin-file", str(pin)]
    nameless = run(project, *arguments)
    named = run(project, *arguments, "--operator", "Lin")

    assert (nameless.status, named.status, (tmp_path / "t5.csv").is_file()) == (1, 0, True)


def test_the_package_is_one_file_with_all_of_an_event(project: Path, tmp_path: Path) -> None:
    answer = run(project, "report", "package", "--event", "VN", "-o", str(tmp_path / "p.zip")).row
    with ZipFile(tmp_path / "p.zip") as package:
        names = package.namelist()

    assert (answer["files"], len(names)) == (3 + len(codes_of("package")), 4 + len(codes_of("package")))


def test_the_head_is_set_and_shown(project: Path) -> None:
    run(project, "report", "head", "--forum", "SMEWG", "--purpose", "Information")
    own = run(project, "report", "head", "--event", "VN", "--agenda-item", "5.2").row

    assert own == {"agenda_item": "5.2", "purpose": "Information", "submitted_by": "", "forum": "SMEWG"}


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["T1", "-o", "x.ods"], 1),
        (["T1", "--event", "XX", "-o", "x.csv"], 1),
        (["T9", "-o", "x.csv"], 2),
        (["T1"], 2),
        (["package", "--event", "VN", "-o", "x.xlsx"], 1),
        (["T1", "-o", "none/such/x.csv"], 1),
    ],
)
def test_what_cannot_be_is_told_in_words(project: Path, tmp_path: Path, arguments: list[str], status: int) -> None:
    asked = [str(tmp_path / text) if "x." in text else text for text in arguments]
    answer = run(project, "report", *asked)

    assert (answer.status, answer.out, "Traceback" in answer.err, len(answer.err) > 20) == (status, "", False, True)
