"""The choices that reports rest on: kept with the project, stated under every table, and nothing else accepted."""

from datetime import UTC, datetime
from typing import Any

import pytest
from conftest import FakeClock
from worked_example import fill_example

from o2o_events.app import App
from o2o_events.db.transaction import Tx
from o2o_events.documents.dashboard import read_dashboard
from o2o_events.errors import UserError
from o2o_events.indicators.computing import compute_indicators
from o2o_events.indicators.options import read_options, set_options, usual_rule
from o2o_events.indicators.tables import build_all, build_table
from o2o_events.registers.events import Event
from o2o_events.registers.settings import write_setting


@pytest.fixture
def events(app: App, clock: FakeClock) -> dict[str, Event]:
    clock.now = datetime(2017, 6, 1, tzinfo=UTC)
    with app.database.write() as tx:
        return fill_example(tx)


def total(tx: Tx, event: Event | None = None) -> object:
    return build_table(tx, "T1", event).cell("total", "total")


def test_staff_count_once_they_are_participants(app: App, events: dict[str, Event]) -> None:
    with app.database.write() as tx:
        usual = usual_rule(tx).categories
        set_options(tx, categories=[*usual, "staff"])
    with app.database.read() as tx:
        assert (total(tx, events["VN"]), total(tx)) == (6, 16)
        assert read_dashboard(tx, events["VN"]).attendances == 6, "the page and the documents count alike"

    with app.database.write() as tx:
        set_options(tx, categories=None)
        assert (total(tx, events["VN"]), read_options(tx).rule) == (5, usual_rule(tx))


@pytest.mark.usefixtures("events")
def test_every_table_states_who_counts(app: App) -> None:
    with app.database.write() as tx:
        set_options(tx, categories=["delegate"])
        tables = build_all(tx)

    words = "Counted as participants: Delegate. Not counted: Head of delegation; "
    assert [t.code for t in tables if not any(note.startswith(words) for note in t.notes)] == []


@pytest.mark.usefixtures("events")
def test_everybody_may_count(app: App) -> None:
    with app.database.write() as tx:
        set_options(tx, categories=[*usual_rule(tx).categories, "secretariat", "organiser", "staff", "liaison",
                                    "interpreter", "media"])  # fmt: skip
        assert build_table(tx, "T3").notes == ("Everybody counts as a participant, whatever the category.",)


def test_no_shows_are_listed_where_that_is_chosen(app: App, events: dict[str, Event]) -> None:
    with app.database.write() as tx:
        set_options(tx, lists_no_shows=True)
        table = build_table(tx, "T4", events["VN"])

    assert [(row.cells[3], row.cells[10]) for row in table.rows] == [
        ("Rojas", ""), ("Petrov", "yes"), ("Chen", "yes"), ("Smith", "yes"), ("Nguyễn", "yes"), ("Trần", ""),
        ("Rahma", "yes"),
    ]  # fmt: skip


def test_another_checkpoint_may_be_where_people_check_in(app: App, events: dict[str, Event]) -> None:
    with app.database.write() as tx:
        set_options(tx, entrances=("panel door",))
        assert (total(tx, events["VN"]), total(tx, events["PE"])) == (3, 0)
        set_options(tx, entrances=("Entrance", "Guidebook hand-out"))
        assert (total(tx, events["PE"]), build_table(tx, "reconciliation", events["PE"]).cell("entries", "total")) == (
            3,
            5,
        )


@pytest.mark.usefixtures("events")
@pytest.mark.parametrize("choice", ["entrances", "handouts"])
def test_a_checkpoint_that_there_is_not_is_told(app: App, choice: str) -> None:
    with app.database.write() as tx:
        with pytest.raises(UserError, match=r"There is no checkpoint “Front gate”\. Choose one of: .*Entrance"):
            set_options(tx, **{choice: ("Entrance", "Front gate")})
        assert read_options(tx).entrances == ("Entrance",)


@pytest.mark.usefixtures("events")
def test_the_handout_is_the_checkpoint_that_is_chosen(app: App) -> None:
    with app.database.write() as tx:
        set_options(tx, handouts=("Panel door",))
        copies = next(i for i in compute_indicators(tx) if i.number == 16)

    assert (copies.actual, copies.rows[0].cells) == ("4", ("Workshop I", "Panel door", 4))


def test_consent_for_the_survey_is_another_one(app: App, events: dict[str, Event]) -> None:
    with app.database.write() as tx:
        set_options(tx, consent="survey")
        table = build_table(tx, "T5", events["VN"])

    assert [row.cells[1] for row in table.rows] == ["5 not shared"]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"colour": "red"}, "There is no choice “colour”"),
        ({"youth_of": "men"}, "“men” cannot be chosen. Choose one of: all, women"),
        ({"categories": ["delegate", "pilot"]}, "There is no category “pilot”"),
        ({"targets": {14: 3}}, "“14” cannot be chosen"),
        ({"targets": {1: 0}}, "A target is a number above zero. Correct that of indicator 1"),
        ({"targets": {1: True}}, "A target is a number above zero"),
        ({"targets": {1: float("nan")}}, "A target is a number above zero"),
    ],
)
def test_what_cannot_be_chosen_is_told(app: App, choice: dict[str, Any], words: str) -> None:
    with app.database.write() as tx, pytest.raises(UserError, match=words):
        set_options(tx, **choice)


@pytest.mark.parametrize("stored", ["nonsense", {"categories": 5}, {"targets": {"x": 1}, "consent": 3, "new": [1]}])
def test_what_a_newer_version_wrote_does_no_harm(app: App, stored: object) -> None:
    with app.database.write() as tx:
        write_setting(tx, name="report_options", value=stored)
        found = read_options(tx)

        assert (found.rule, found.targets, found.consent) == (usual_rule(tx), {}, "list")
