"""``scan``, ``undo``, ``status``, ``event`` and ``checkpoint`` as a user runs them."""

from pathlib import Path

import pytest
from commands import Answer, run
from factories import make_person

from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.registers.events import Event

AT = ("--at", "2016-03-17T09:00")
VERDICT_FIELDS = [
    "scan",
    "verdict",
    "accepted",
    "person",
    "name",
    "organisation",
    "economy",
    "category",
    "badge",
    "event",
    "checkpoint",
    "direction",
    "at",
    "first_at",
    "first_desk",
    "forced",
    "force_asked",
    "attention",
    "message",
    "day",
]
STATUS_FIELDS = [
    "registered",
    "people",
    "entries",
    "inside",
    "by_category",
    "by_economy",
    "cross_desk_duplicates",
    "forced",
    "undone",
]


@pytest.fixture
def tokens(app: App, event: Event) -> list[str]:
    """The tokens of three people of the event."""
    with app.database.write() as tx:
        for given in ("Ana", "Bảo", "陳"):
            make_person(tx, event, given_name=given)
    with app.database.write() as tx:
        return [badge.token for badge in issue_badges(tx, event=event)]


def scan(file: Path, *arguments: str, stdin: str = "") -> Answer:
    return run(file, "scan", "--event", "VN", *AT, *arguments, stdin=stdin)


def test_scan_answers_each_token_in_order(project_file: Path, tokens: list[str]) -> None:
    answer = scan(project_file, tokens[0], "nobody", tokens[0], tokens[1])

    assert answer.status == 0
    assert [row["verdict"] for row in answer.rows] == ["admitted", "not_a_badge", "duplicate", "admitted"]
    assert [list(row) for row in answer.rows] == [VERDICT_FIELDS] * 4


def test_moments_are_iso_in_utc(project_file: Path, tokens: list[str]) -> None:
    row = scan(project_file, tokens[0]).row

    assert (row["at"], row["day"]) == ("2016-03-17T02:00:00+00:00", "2016-03-17")


def test_scan_reads_lines_and_passes_over_blank_ones(project_file: Path, tokens: list[str]) -> None:
    answer = scan(project_file, stdin=f"\n{tokens[0]}\r\n   \n]Q1{tokens[1]}\n")

    assert [row["verdict"] for row in answer.rows] == ["admitted", "admitted"]


def test_the_message_alone_changes_with_the_language(project_file: Path, tokens: list[str]) -> None:
    english = scan(project_file, tokens[0]).row
    spanish = run(
        project_file, "--lang", "es", "scan", "--event", "VN", "--id", english["scan"], *AT, tokens[0]
    ).row  # fmt: skip

    assert {key for key in english if english[key] != spanish[key]} <= {"message"}


def test_a_refused_scan_is_an_answer(project_file: Path, tokens: list[str]) -> None:
    answer = run(project_file, "scan", "--event", "VN", tokens[0])

    assert (answer.status, answer.row["verdict"]) == (0, "wrong_day")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["scan", "--event", "XX", "1"], 1),
        (["scan", "--event", "VN", "--checkpoint", "Nowhere", "1"], 1),
        (["scan", "--event", "VN", "--at", "noon", "1"], 1),
        (["scan", "--event", "VN", "--direction", "sideways", "1"], 2),
        (["scan", "--event", "VN", "--force", "1"], 2),
        (["scan", "--event", "VN", "--id", "x"], 2),
        (["scan", "--event", "VN", "--id", "x", "1", "2"], 2),
        (["scan"], 2),
        (["undo", "nothing", "--operator", "Lan", "--reason", "mistake"], 1),
        (["undo", "nothing"], 2),
        (["status", "--event", "XX"], 1),
        (["nonsense"], 2),
        (["checkpoint", "add", "--event", "VN", "--name", "Entrance", "--policy", "once"], 1),
        (["checkpoint", "add", "--event", "VN", "--name", "Room", "--policy", "once", "--category", "king"], 1),
        (["checkpoint", "add", "--event", "VN", "--name", "Room", "--policy", "once", "--capacity", "0"], 1),
        (["event", "add", "--code", "A", "--name", "A", "--economy", "VN", "--venue", "V", "--timezone", "X"], 2),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("event")
def test_what_cannot_be_is_told_in_one_sentence(project_file: Path, arguments: list[str], status: int) -> None:
    answer = run(project_file, *arguments)

    assert (answer.status, answer.out) == (status, "")
    assert answer.err.strip()
    assert "Traceback" not in answer.err


def test_undo_answers_the_undo_fact(project_file: Path, tokens: list[str]) -> None:
    row = scan(project_file, tokens[0]).row

    undone = run(project_file, "undo", row["scan"], "--operator", "Lan", "--reason", "mistake").row
    status = run(project_file, "status", "--event", "VN").row

    assert (undone["scan"], undone["operator"], undone["reason"]) == (row["scan"], "Lan", "mistake")
    assert (status["people"], status["entries"], status["undone"]) == (0, 0, 1)
    assert scan(project_file, tokens[0]).row["verdict"] == "admitted"


def test_status_counts_people_and_entries(project_file: Path, tokens: list[str]) -> None:
    scan(project_file, *tokens[:2])
    run(project_file, "scan", "--event", "VN", "--at", "2016-03-17T10:00", "--direction", "out", tokens[0])
    run(project_file, "scan", "--event", "VN", "--at", "2016-03-17T11:00", tokens[0])

    row = run(project_file, "status", "--event", "VN").row

    assert row == {
        "registered": 3,
        "people": 2,
        "entries": 3,
        "inside": 2,
        "by_category": {"delegate": 2},
        "by_economy": {"Peru": 2},
        "cross_desk_duplicates": 0,
        "forced": 0,
        "undone": 0,
    }
    assert list(row) == STATUS_FIELDS


def test_checkpoint_of_its_own_categories_and_hours(project_file: Path, tokens: list[str]) -> None:
    added = run(
        project_file, "checkpoint", "add", "--event", "VN", "--name", "Press", "--policy", "every",
        "--category", "Media", "--opens", "2016-03-17T08:00", "--closes", "2016-03-17T18:00", "--max-entries", "2",
    ).row  # fmt: skip

    listed = run(project_file, "checkpoint", "list", "--event", "VN").rows
    verdict = scan(project_file, "--checkpoint", "press", tokens[0]).row["verdict"]

    assert (added["categories"], added["opens"]) == (["media"], "2016-03-17T01:00:00+00:00")
    assert [row["name"] for row in listed] == ["Entrance", "Press"]
    assert verdict == "wrong_category"


@pytest.mark.usefixtures("event")
def test_event_list_answers_what_was_added(project_file: Path) -> None:
    [row] = run(project_file, "event", "list").rows

    assert {key: row[key] for key in ("code", "name", "timezone", "days", "target")} == {
        "code": "VN",
        "name": "Workshop VN",
        "timezone": "Asia/Ho_Chi_Minh",
        "days": ["2016-03-17"],
        "target": 100,
    }


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    answer = run(tmp_path / "none.o2o", "event", "list")

    assert answer.status == 1
    assert "init" in answer.err
