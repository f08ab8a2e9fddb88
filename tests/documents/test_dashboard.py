"""The figures and pictures of a report's first page, from scans to charts."""

from datetime import date

import pytest
from factories import make_event, make_person

from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.checkin.arrivals import read_arrivals
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.scanning import record_scan
from o2o_events.checkin.undoing import undo_scan
from o2o_events.db.models import BadgeRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.documents.charts import Series
from o2o_events.documents.dashboard import (
    ShareOf,
    arrivals_chart,
    categories_chart,
    read_dashboard,
    rule_words,
    shares_chart,
)
from o2o_events.registers.events import Event

TWO_DAYS = [date(2016, 7, 28), date(2016, 7, 29)]


def come(tx: Tx, event: Event, *moments: str, **fields: object) -> str:
    """Somebody who enters at these venue times ("2016-07-28T09:10"); answers the last scan."""
    person = make_person(tx, event, **fields)
    [badge] = issue_badges(tx, event=event, person=person)
    checkpoint, scan = get_checkpoint(tx, event), ""
    for moment in moments:
        scan = record_scan(tx, checkpoint=checkpoint, text=badge.token, at=event.parse_moment(moment)).scan or ""
    return scan


@pytest.fixture
def summit(app: App) -> Event:
    """Two days: three women and a man came, one of them as staff, two on both days; one did not come."""
    with app.database.write() as tx:
        event = make_event(tx, "TPE", TWO_DAYS)
        come(tx, event, "2016-07-28T08:10", "2016-07-29T09:00", gender="female", economy="TW", age_35_or_under="yes")
        come(tx, event, "2016-07-28T08:50", gender="female", economy="JP", age_35_or_under="no")
        come(tx, event, "2016-07-28T10:01", "2016-07-29T08:59", gender="male", economy="TW", category="speaker")
        come(tx, event, "2016-07-28T07:00", gender="female", economy="VN", category="staff")
        make_person(tx, event, gender="male", economy="PE")
        return event


def test_arrivals_are_the_first_entries_of_each_day(app: App, summit: Event) -> None:
    with app.database.read() as tx:
        found = read_arrivals(tx, summit)

    assert [(a.economy, [(day, f"{at:%H:%M}") for day, at in a.days]) for a in found] == [
        ("VN", [(TWO_DAYS[0], "07:00")]),
        ("TW", [(TWO_DAYS[0], "08:10"), (TWO_DAYS[1], "09:00")]),
        ("JP", [(TWO_DAYS[0], "08:50")]),
        ("TW", [(TWO_DAYS[0], "10:01"), (TWO_DAYS[1], "08:59")]),
    ]


def test_an_entry_that_was_taken_back_is_none(app: App, event: Event) -> None:
    with app.database.write() as tx:
        scan = come(tx, event, "2016-03-17T08:10")
        undo_scan(tx, scan=scan, operator="Linh", reason="wrong badge")
        assert read_arrivals(tx, event) == []


def test_a_badge_whose_person_is_not_here_counts_by_its_category(app: App, event: Event) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event, category="speaker")
        [badge] = issue_badges(tx, event=event, person=person)
        place = tx.query(RegistrationRow).one()
        tx.connection().execute(BadgeRow.__table__.delete())
        tx.connection().execute(RegistrationRow.__table__.delete().where(RegistrationRow.id == place.id))
        tx.connection().execute(PersonRow.__table__.delete().where(PersonRow.id == person))
        tx.expire_all()
        record_scan(tx, checkpoint=get_checkpoint(tx, event), text=badge.token)
        board = read_dashboard(tx, event)

    assert [(a.person, a.economy, a.category) for a in board.arrivals] == [(None, None, "speaker")]
    assert (board.attendances, board.persons, board.present, board.registered) == (1, 1, 0, 0)


def test_figures_count_participants_alone_unless_told_otherwise(app: App, summit: Event) -> None:
    with app.database.read() as tx:
        usual = read_dashboard(tx, summit)
        everybody = read_dashboard(tx, summit, [c.code for c in usual.categories])

    assert (usual.registered, usual.attendances, usual.no_shows, usual.present) == (4, 3, 1, 2)
    assert (everybody.registered, everybody.attendances, everybody.no_shows, everybody.present) == (5, 4, 1, 3)
    assert list(usual.by_economy.items())[17] == ("TW", 2)
    assert sum(usual.by_economy.values()) == 3
    assert rule_words(usual).endswith("Not counted: Organiser; Staff; Liaison officer; Interpreter; Media.")
    assert rule_words(everybody) == "Everybody counts as a participant, whatever the category."


def test_shares_are_of_those_who_stated_it(app: App, summit: Event) -> None:
    with app.database.read() as tx:
        board = read_dashboard(tx, summit)
    chart = shares_chart(board)

    assert (board.women, board.youth) == (ShareOf(2, 3, 3), ShareOf(1, 2, 3))
    assert chart.series[0].values == (pytest.approx(200 / 3), 50)
    assert chart.targets == ()
    assert chart.note.startswith("Of those who stated it: gender 3 of 3, age 2 of 3.")


def test_arrivals_chart_has_a_line_a_day(app: App, summit: Event) -> None:
    with app.database.read() as tx:
        chart = arrivals_chart(read_dashboard(tx, summit))

    assert chart.categories == ("08:00", "08:30", "09:00", "09:30", "10:00", "10:30")
    assert chart.series == (Series("2016-07-28", (0, 1, 2, 2, 2, 3)), Series("2016-07-29", (0, 0, 2, 2, 2, 2)))


@pytest.mark.usefixtures("summit")
def test_project_lays_the_first_days_of_its_events_over_each_other(app: App) -> None:
    with app.database.write() as tx:
        other = make_event(tx, "PE", [date(2016, 9, 5)])
        come(tx, other, "2016-09-05T08:20")
        board = read_dashboard(tx, None)
        chart = arrivals_chart(board)

    assert [line.name for line in chart.series] == ["TPE 2016-07-28", "PE 2016-09-05"]
    assert [line.values[-1] for line in chart.series] == [3, 1]
    assert (board.attendances, board.persons) == (4, 4)


def test_categories_chart_begins_with_the_largest(app: App, summit: Event) -> None:
    with app.database.read() as tx:
        chart = categories_chart(read_dashboard(tx, summit))

    assert list(zip(chart.categories, chart.series[0].values, strict=True)) == [("Delegate", 2), ("Speaker", 1)]


def test_nobody_yet_is_drawn_as_nothing(app: App, event: Event) -> None:
    with app.database.read() as tx:
        board = read_dashboard(tx, event)

    assert (board.women.percent, board.persons) == (None, 0)
    assert [chart(board).is_empty for chart in (arrivals_chart, shares_chart, categories_chart)] == [True] * 3
