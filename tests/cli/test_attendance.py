"""``attendance`` as a user runs it."""

import csv
import json
from pathlib import Path

import pytest
from commands import run
from factories import make_person

from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.registers.events import Event

DAY = "2016-03-17"


@pytest.fixture
def scanned(app: App, event: Event) -> Path:
    """A project file in which Ana came at 08:30 and left at 17:00, and Bảo did not come."""
    with app.database.write() as tx:
        ana = make_person(tx, event, given_name="Ana")
        make_person(tx, event, given_name="Bảo")
        token = {badge.person: badge.token for badge in issue_badges(tx, event=event)}[ana]
    file = app.database.file
    run(file, "scan", "--event", "VN", "--at", f"{DAY}T08:30", token)
    run(file, "scan", "--event", "VN", "--at", f"{DAY}T17:00", "--direction", "out", token)
    return file


def test_attendance_answers_how_many_are_listed(scanned: Path, tmp_path: Path) -> None:
    answer = run(scanned, "attendance", "--event", "VN", "-o", str(tmp_path / "a.csv"))

    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert (answer.status, answer.row) == (0, {"rows": 2})
    assert [(r["Given name"], r[f"{DAY} first in"], r[f"{DAY} last out"], r["No-show"]) for r in rows] == [
        ("Ana", "08:30", "17:00", ""),
        ("Bảo", "", "", "no-show"),
    ]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "pdf"])
def test_attendance_replaces_an_existing_file(scanned: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"a.{ending}"
    file.write_text("old")

    assert run(scanned, "attendance", "--event", "VN", "-o", str(file)).row == {"rows": 2}
    assert file.read_bytes() != b"old"


def test_attendance_of_another_checkpoint(scanned: Path, tmp_path: Path) -> None:
    run(scanned, "checkpoint", "add", "--event", "VN", "--name", "Hall B", "--policy", "once")

    run(scanned, "attendance", "--event", "VN", "--checkpoint", "Hall B", "-o", str(tmp_path / "a.json"))

    assert [row["no_show"] for row in json.loads((tmp_path / "a.json").read_text("utf-8"))] == [True, True]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--event", "VN", "-o", "a.doc"], "“a.doc” should end in one of .csv, .xlsx, .json, .pdf."),
        (["--event", "XX", "-o", "a.csv"], "There is no event “XX”."),
        (["--event", "VN", "--checkpoint", "Roof", "-o", "a.csv"], "There is no checkpoint “Roof”."),
        (["--event", "VN", "-o", "/nowhere/a.csv"], "There is no folder “/nowhere”."),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(scanned: Path, options: list[str], words: str) -> None:
    answer = run(scanned, "attendance", *options)

    assert (answer.status, answer.out, answer.err[: len(words)]) == (1, "", words)


def test_people_without_json_read_a_sentence(scanned: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"

    answer = run(scanned, "attendance", "--event", "VN", "-o", str(file), as_json=False)

    assert answer.out == f"Written: {file}. People listed: 2; no-shows among them: 1.\n"


def test_attendance_speaks_the_language_asked_for(scanned: Path, tmp_path: Path) -> None:
    run(scanned, "--lang", "zh-Hant", "attendance", "--event", "VN", "-o", str(tmp_path / "a.json"))
    run(scanned, "--lang", "zh-Hant", "attendance", "--event", "VN", "-o", str(tmp_path / "a.csv"))

    assert json.loads((tmp_path / "a.json").read_text("utf-8"))[0]["gender"] == "not_stated"
    assert "Peru" in (tmp_path / "a.csv").read_text("utf-8-sig")
