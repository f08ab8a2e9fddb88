"""``report options`` and ``event close``: what figures rest on, as somebody chooses it at the command line."""

from pathlib import Path

import pytest
from commands import run
from factories import make_person

from o2o_events.app import App
from o2o_events.registers.events import Event


@pytest.fixture
def project(app: App, event: Event, project_file: Path) -> Path:
    with app.database.write() as tx:
        make_person(tx, event, given_name="Ana")
    app.close()
    return project_file


def test_the_usual_choices_are_shown(project: Path) -> None:
    row = run(project, "report", "options").row

    assert (row["participants_are_usual"], "staff" in row["participants"], "delegate" in row["participants"]) == (
        True,
        False,
        True,
    )
    assert (row["over_is_more"], row["youth_of"], row["products_of"], row["targets"]) == (True, "all", "members", {})


def test_choices_are_kept_until_they_are_taken_back(project: Path) -> None:
    run(project, "report", "options", "--participants", "Delegate, staff", "--over", "at-least", "--target", "1=300")
    run(project, "report", "options", "--target", "6=25", "--no-shows", "--youth-of", "women")
    kept = run(project, "report", "options").row
    usual = run(project, "report", "options", "--participants", "usual").row

    assert (kept["participants"], kept["participants_are_usual"]) == (["delegate", "staff"], False)
    assert (kept["over_is_more"], kept["targets"]) == (False, {"1": 300, "6": 25})
    assert (kept["lists_no_shows"], kept["youth_of"]) == (True, "women")
    assert (usual["participants_are_usual"], usual["youth_of"]) == (True, "women")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--participants", "delegate,pilot"], "There is no category “pilot”"),
        (["--target", "1"], "“1” is no target. Write it like 1=400."),
        (["--target", "99=4"], "“99” cannot be chosen"),
        (["--target", "1=-4"], "A target is a number above zero"),
    ],
)
def test_what_cannot_be_chosen_is_told_and_changes_nothing(project: Path, arguments: list[str], words: str) -> None:
    before = run(project, "report", "options").out
    refused = run(project, "report", "options", "--youth-of", "women", *arguments)

    assert (refused.status, words in refused.err + refused.out) == (1, True)
    assert run(project, "report", "options").out == before


def test_an_event_is_closed_and_opened_again(project: Path) -> None:
    closed = run(project, "event", "close", "vn").row
    listed = run(project, "event", "list").row
    opened = run(project, "event", "reopen", "VN").row

    assert (closed["closed_on"], listed["closed_on"], opened["closed_on"]) == ("2016-03-17", "2016-03-17", None)


def test_closing_too_early_is_told(project: Path) -> None:
    refused = run(project, "event", "close", "VN", "--on", "2016-03-16")

    assert (refused.status, "VN lasts until 2016-03-17" in refused.err + refused.out) == (1, True)
