"""The day on the command line: marks, delays, what is on, presenters, doors and the record."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from commands import run
from factories import make_person
from programme_day import make_programme_day

from o2o_events.agenda.sessions import add_session
from o2o_events.agenda.versions import release_agenda
from o2o_events.badges.issuing import issue_badges

EVENT = ("--event", "VN")
DAY = "2016-03-17"


@pytest.fixture
def day(app, event):
    with app.database.write() as tx:
        return make_programme_day(tx, event)


def at(clock: str) -> tuple[str, str]:
    return ("--at", f"{DAY}T{clock}")


def agenda(file: Path, *arguments: str, **options: object):
    return run(file, "agenda", *arguments, *EVENT, **options)  # type: ignore[arg-type]  # the test's own


@pytest.mark.usefixtures("day")
def test_keys_mark_the_day_and_are_taken_back(project_file) -> None:
    first = agenda(project_file, "run", "next", "Practices", *at("09:05"))
    again = agenda(project_file, "run", "next", "Practices", *at("09:30"))
    assert [(row["title"], row["outcome"]) for row in (*first.rows, *again.rows)] == [
        ("Practices", "start"),
        ("Practice of Nguyễn Thị Mai", "start"),
        ("Practice of Nguyễn Thị Mai", "end"),
        ("Practice of Wei-ting Lin", "start"),
    ]
    assert first.rows[0]["at"] == "2016-03-17T02:05:00+00:00"
    undone = agenda(project_file, "run", "undo", as_json=False)
    assert undone.out.splitlines() == [
        "Taken back: 09:30 ended: Practice of Nguyễn Thị Mai",
        "Taken back: 09:30 started: Practice of Wei-ting Lin",
    ]
    missing = agenda(project_file, "run", "missing", "Practice of Wei-ting Lin")
    assert missing.row["outcome"] == "missing"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "end", "Panel"), "has not begun"),
        (("run", "start", "Nothing"), "There is no session"),
        (("run", "undo"), "nothing to take back"),
        (("late", "9999"), "cannot be moved"),
        (("late", "15", "--fix", "Nothing"), "There is no session"),
        (("late", "--undo"), "nothing to take back"),
        (("swap", "Panel", "Practices"), "is a session"),
        (("actual", "-o", "day.docx"), "should end in"),
        (("actual", "--release", "7"), "release"),
    ],
)
@pytest.mark.usefixtures("day")
def test_what_cannot_be_is_told_in_a_sentence(project_file, arguments, words) -> None:
    answer = agenda(project_file, *arguments)
    assert (answer.status, answer.out) == (1, "")
    assert words in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.usefixtures("day")
def test_late_needs_minutes_or_undo(project_file) -> None:
    assert agenda(project_file, "late").status == 2
    assert agenda(project_file, "late", "5", "--undo").status == 2


def starts(file: Path) -> dict[str, str]:
    return {row["title"]: row["start"] for row in agenda(file, "list").rows}


@pytest.mark.usefixtures("day")
def test_delay_is_shown_then_carried_out_then_taken_back(project_file) -> None:
    before = starts(project_file)
    shown = agenda(project_file, "late", "15", "--dry-run", *at("09:30")).row
    assert ([(m["title"], m["minutes"]) for m in shown["moved"]], shown["applied"]) == (
        [("Coffee", 15), ("Panel", 15)], False,
    )  # fmt: skip
    assert ([len(shown["falls_out"]), shown["clashes"], starts(project_file)]) == ([1, [], before])
    done = agenda(project_file, "late", "15", *at("09:30"), "--shorten-breaks", as_json=False)
    assert done.out.splitlines() == ["Moved:", "  10:00 → 10:15  Coffee  (15 minutes shorter)"]
    assert starts(project_file)["Coffee"] != before["Coffee"]
    assert agenda(project_file, "late", "--undo").row["changed_since"] == []
    assert starts(project_file) == before


@pytest.mark.usefixtures("day")
def test_earlier_is_a_number_below_zero(project_file) -> None:
    moved = agenda(project_file, "late", "-10", "--dry-run", *at("09:30")).row["moved"]
    assert [m["minutes"] for m in moved] == [-10, -10]


@pytest.mark.usefixtures("day")
def test_fixed_sessions_stay_beside_those_that_usually_do(project_file, app, event) -> None:
    with app.database.write() as tx:
        add_session(
            tx, event=event, type="lunch", title="Lunch", minutes=60, starts_at=event.parse_moment(f"{DAY}T11:30")
        )
    late = ("late", "15", "--dry-run", *at("09:30"))
    kept = [len(agenda(project_file, *late, *more).row["kept"]) for more in ((), ("--fix", "Panel"), ("--move-all",))]
    assert kept == [1, 2, 0]


@pytest.mark.usefixtures("day")
def test_now_tells_each_room(project_file) -> None:
    agenda(project_file, "run", "start", "Practices", *at("09:10"))
    rows = agenda(project_file, "now", *at("09:20")).rows
    assert [(r["room"], r["now"] and r["now"]["title"], r["next"]["title"], r["late"]) for r in rows] == [
        (None, None, "Coffee", 0),
        ("Hall", "Practices", "Coffee", 10),
        ("Studio", None, "Coffee", 0),
    ]
    assert rows[1]["now"]["slot"]["title"] == "Practice of Nguyễn Thị Mai"
    words = agenda(project_file, "now", *at("09:20"), as_json=False).out
    assert "Hall" in words
    assert "Practices" in words


@pytest.mark.usefixtures("day")
def test_presenters_of_the_day_are_listed(project_file) -> None:
    rows = agenda(project_file, "presenters", "--day", DAY, "--all").rows
    assert [(r["name"], r["state"], r["room"]) for r in rows] == [
        ("Nguyễn Thị Mai", "not_registered", "Hall"),
        ("Wei-ting Lin", "not_registered", "Hall"),
        ("Somebody Unknown", "not_registered", "Studio"),
    ]
    assert agenda(project_file, "presenters", as_json=False).out == "All presenters are here.\n"


@pytest.mark.usefixtures("day")
def test_doors_are_made_for_a_day_and_their_attendance_is_counted(project_file, app, event) -> None:
    with app.database.write() as tx:
        make_person(tx, event, gender="female")
        [badge] = issue_badges(tx, event=event)
    made = run(project_file, "checkpoint", "for-sessions", *EVENT, "--day", DAY, "--minutes-before", "20")
    assert [(row["name"], row["capacity"]) for row in made.rows] == [("Practices (Hall)", 2), ("Panel (Studio)", 50)]
    assert made.rows[0]["opens"] == "2016-03-17T01:40:00+00:00"
    again = run(project_file, "checkpoint", "for-sessions", *EVENT, as_json=False)
    assert again.out == "2 sessions have their checkpoints already. Nothing was added.\n"
    door = ("--checkpoint", "Practices (Hall)")
    assert run(project_file, "scan", *EVENT, *door, *at("08:30"), badge.token).row["verdict"] == "too_early"
    assert run(project_file, "scan", *EVENT, *door, *at("09:10"), badge.token).row["verdict"] == "admitted"
    rows = agenda(project_file, "attendance").rows
    assert [(r["title"], r["checked_in"], r["minutes_inside"], r["by_gender"]) for r in rows] == [
        ("Practices", 1, 50, {"female": 1}), ("Panel", 0, None, {}),
    ]  # fmt: skip
    assert run(project_file, "checkpoint", "remove", "Practices (Hall)", *EVENT).status == 1
    assert run(project_file, "checkpoint", "remove", "Panel (Studio)", *EVENT).row["removed"] is True


def test_checkpoint_of_a_session_is_named_by_its_title(project_file, day) -> None:
    run(project_file, "checkpoint", "add", *EVENT, "--name", "Side", "--policy", "once", "--session", "panel")
    run(project_file, "checkpoint", "add", *EVENT, "--name", "Other", "--policy", "once", "--session", "Nowhere")
    rows = {row["name"]: row["session"] for row in run(project_file, "checkpoint", "list", *EVENT).rows}
    assert (rows["Side"], rows["Other"]) == (day.panel.id, "Nowhere")


@pytest.mark.parametrize(
    ("session", "told"),
    [
        ("Panel", "Checkpoint “Side” added.\n"),
        ("Pannel", "Checkpoint “Side” added. No session of the agenda is called “Pannel”, so it follows none.\n"),
    ],
)
@pytest.mark.usefixtures("day")
def test_session_that_the_agenda_does_not_know_is_told(project_file, session, told) -> None:
    asked = ("--name", "Side", "--policy", "once", "--session", session)
    assert run(project_file, "checkpoint", "add", *EVENT, *asked, as_json=False).out == told


@pytest.mark.usefixtures("event")
def test_session_is_a_mere_name_where_there_is_no_agenda(project_file) -> None:
    asked = ("--name", "Side", "--policy", "once", "--session", "Panel")
    assert run(project_file, "checkpoint", "add", *EVENT, *asked, as_json=False).out == "Checkpoint “Side” added.\n"


@pytest.fixture
def went(project_file, app, event, day) -> None:
    """Released, then started ten minutes late."""
    with app.database.write() as tx:
        release_agenda(tx, event=event)
        assert len(day.practices.slots) == 2
    agenda(project_file, "run", "start", "Practices", *at("09:10"))
    agenda(project_file, "late", "10", *at("09:30"))


@pytest.mark.usefixtures("went")
def test_released_and_real_agenda_stand_side_by_side(project_file) -> None:
    rows = {row["title"]: row for row in agenda(project_file, "actual").rows}
    assert (rows["Practices"]["minutes_late"], rows["Practices"]["change"]) == (10, "")
    assert (rows["Panel"]["change"], rows["Panel"]["released_start"], rows["Panel"]["planned_start"]) == (
        "moved", "2016-03-17T03:30:00+00:00", "2016-03-17T03:40:00+00:00",
    )  # fmt: skip
    words = agenda(project_file, "actual", as_json=False).out.splitlines()
    assert [word for word in words[1].split() if word] == [DAY, "09:00", "09:00", "09:10", "10", "Hall", "Practices"]


@pytest.mark.usefixtures("went")
@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_record_of_the_day_is_written(project_file, tmp_path, ending) -> None:
    file = tmp_path / f"day.{ending}"
    assert agenda(project_file, "actual", "-o", str(file)).row == {"rows": 5}
    if ending == "json":
        rows = [(r["title"], r["minutes_late"]) for r in json.loads(file.read_text(encoding="utf-8"))]
    elif ending == "csv":
        lines = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))[1:]
        rows = [(line[1] or line[2], int(line[11]) if line[11] else None) for line in lines]
    else:
        sheet = openpyxl.load_workbook(file).active
        rows = [(line[1] or line[2], line[11]) for line in sheet.iter_rows(min_row=2, values_only=True)]
    assert rows == [
        ("Practices", 10), ("Practice of Nguyễn Thị Mai", None), ("Practice of Wei-ting Lin", None), ("Coffee", None),
        ("Panel", None),
    ]  # fmt: skip
