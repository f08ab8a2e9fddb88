"""Events: what can be added, and days and moments in venue time."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from conftest import FakeClock
from factories import make_event

from o2o_events.app import App
from o2o_events.checkin.checkpoints import list_checkpoints
from o2o_events.errors import UserError
from o2o_events.registers.events import Event, add_event, close_event, get_event, list_events, reopen_event


def test_an_event_has_the_checkpoint_entrance(app: App, event: Event) -> None:
    with app.database.read() as tx:
        assert [(c.name, c.policy) for c in list_checkpoints(tx, event)] == [("Entrance", "daily")]


def test_events_are_found_in_any_case_and_numbered(app: App, event: Event) -> None:
    with app.database.write() as tx:
        make_event(tx, "PE", [date(2016, 9, 6)])
    with app.database.read() as tx:
        assert [(e.code, e.number) for e in list_events(tx)] == [("VN", 1), ("PE", 2)]
        assert get_event(tx, " vn ") == event


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": ""},
        {"code": "vn"},
        {"economy": "Atlantis"},
        {"economy": "ABAC"},
        {"timezone": "Asia/Nowhere"},
        {"timezone": "../../etc/passwd"},
        {"days": []},
        {"target": -1},
    ],
)
@pytest.mark.usefixtures("event")
def test_add_event_refuses_in_words(app: App, wrong: dict[str, Any]) -> None:
    right: dict[str, Any] = {
        "code": "X",
        "name": {"en": "X"},
        "economy": "VN",
        "venue": "",
        "timezone": "Asia/Ho_Chi_Minh",
        "days": [date(2016, 3, 17)],
        "target": 1,
    }

    with pytest.raises(UserError), app.database.write() as tx:
        add_event(tx, **right | wrong)


@pytest.mark.usefixtures("event")
def test_an_unknown_event_names_those_there_are(app: App) -> None:
    with pytest.raises(UserError, match="VN"), app.database.read() as tx:
        get_event(tx, "nope")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2016-03-17T09:30", datetime(2016, 3, 17, 2, 30, tzinfo=UTC)),
        ("2016-03-17 09:30:15", datetime(2016, 3, 17, 2, 30, 15, tzinfo=UTC)),
        ("2016-03-17T09:30Z", datetime(2016, 3, 17, 9, 30, tzinfo=UTC)),
        ("2016-03-17T09:30-05:00", datetime(2016, 3, 17, 14, 30, tzinfo=UTC)),
    ],
)
def test_moments_are_venue_time_unless_they_say_otherwise(event: Event, text: str, moment: datetime) -> None:
    assert event.parse_moment(text) == moment


@pytest.mark.parametrize("text", ["", "noon", "2016-13-01T00:00", "9" * 500])
def test_what_is_no_moment_is_told_in_words(event: Event, text: str) -> None:
    with pytest.raises(UserError, match="2016-03-17T09:30"):
        event.parse_moment(text)


def test_a_day_begins_at_the_venue_s_midnight(event: Event) -> None:
    assert event.day_of(datetime(2016, 3, 16, 16, 59, tzinfo=UTC)) == date(2016, 3, 16)
    assert event.day_of(datetime(2016, 3, 16, 17, 0, tzinfo=UTC)) == date(2016, 3, 17)
    assert event.day_bounds(date(2016, 3, 17)) == (
        datetime(2016, 3, 16, 17, tzinfo=UTC),
        datetime(2016, 3, 17, 17, tzinfo=UTC),
    )


def test_an_event_is_closed_once_it_was_held_and_opened_again(app: App, event: Event, clock: FakeClock) -> None:
    clock.advance(days=3)
    with app.database.write() as tx:
        closed = close_event(tx, event=event)
        assert (closed.closed_on, get_event(tx, "VN").closed_on) == (date(2016, 3, 17), date(2016, 3, 17))
        assert close_event(tx, event=event, on=date(2016, 3, 20)).closed_on == date(2016, 3, 20)
        assert reopen_event(tx, event=event).closed_on is None
        assert list_events(tx) == [event]


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2016, 3, 16), "VN lasts until 2016-03-17"), (date(2016, 3, 18), "2016-03-18 has not come yet")],
)
def test_an_event_is_not_closed_before_it_was_held(app: App, event: Event, day: date, words: str) -> None:
    with app.database.write() as tx, pytest.raises(UserError, match=words):
        close_event(tx, event=event, on=day)
