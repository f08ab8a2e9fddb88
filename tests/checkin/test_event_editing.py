"""Changing an event: what was scanned stays on its days, what is planned is told."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from conftest import FakeClock
from factories import make_event, make_person, make_session

from o2o_events.app import App
from o2o_events.checkin.answers import ScanAnswer
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.event_editing import Effect, edit_event, effect_words, weigh_change
from o2o_events.checkin.scanning import check_in_person
from o2o_events.checkin.undoing import undo_scan
from o2o_events.db.models import EventRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.people.queries import get_person
from o2o_events.registers.events import Event, close_event, get_event

DAYS = [date(2016, 3, 17), date(2016, 3, 18)]
HANOI = "Asia/Ho_Chi_Minh"


@pytest.fixture
def summit(app: App) -> Event:
    with app.database.write() as tx:
        return make_event(tx, "TPE", DAYS)


def values(event: Event, **other: Any) -> dict[str, Any]:
    """The event as it is, but for what is named."""
    kept = ("name", "economy", "venue", "timezone", "days", "target")
    return {name: getattr(event, name) for name in kept} | other


def check_in_somebody(tx: Tx, event: Event) -> ScanAnswer:
    """Lets one new person in."""
    entry = get_person(tx, event, make_person(tx, event))
    return check_in_person(tx, checkpoint=get_checkpoint(tx, event), registration=entry.registration)


def test_everything_told_of_an_event_is_changed_and_the_rest_stays(app: App, summit: Event) -> None:
    changed = {
        "name": {"en": "Summit", "es": "Cumbre"},
        "economy": "Chinese Taipei",
        "venue": " Grand Hall ",
        "timezone": "Asia/Taipei",
        "days": [date(2016, 9, 7), date(2016, 9, 6)],
        "target": 200,
    }
    with app.database.write() as tx:
        edited, effect = edit_event(tx, event=summit, **changed)
    assert effect == Effect({}, 0, 0, ())
    with app.database.read() as tx:
        found = get_event(tx, "TPE")
    assert found == edited
    assert (found.id, found.code, found.number) == (summit.id, summit.code, summit.number)
    assert (found.name, found.economy, found.venue) == ({"en": "Summit", "es": "Cumbre"}, "TW", "Grand Hall")
    assert (found.timezone, found.days, found.target) == ("Asia/Taipei", (date(2016, 9, 6), date(2016, 9, 7)), 200)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": {"en": " "}}, "An event needs a name."),
        ({"economy": "Atlantis"}, "“Atlantis” is not an APEC economy."),
        ({"timezone": "Asia/Nowhere"}, "There is no time zone “Asia/Nowhere”."),
        ({"days": []}, "An event needs at least one day."),
        ({"target": -1}, "The target cannot be below zero."),
    ],
)
def test_what_cannot_be_is_refused_in_words(app: App, summit: Event, wrong: dict[str, Any], words: str) -> None:
    with app.database.write() as tx, pytest.raises(UserError) as refused:
        edit_event(tx, event=summit, **values(summit, **wrong))
    assert str(refused.value).startswith(words)
    with app.database.read() as tx:
        assert get_event(tx, "TPE") == summit


def test_day_with_scans_stays_until_they_are_undone(app: App, clock: FakeClock, summit: Event) -> None:
    clock.now = datetime(2016, 3, 18, 2, 0, tzinfo=UTC)
    with app.database.write() as tx:
        scan = check_in_somebody(tx, summit).scan
    shorter = values(summit, days=DAYS[:1])
    with app.database.write() as tx, pytest.raises(UserError) as refused:
        edit_event(tx, event=summit, **shorter)
    assert str(refused.value) == (
        "Badges were scanned at TPE on days that would be its days no longer: 2016-03-18 (1). Keep these days, or undo"
        " the scans first."
    )
    with app.database.write() as tx:
        undo_scan(tx, scan=scan, operator="Lan", reason="trial")
        assert edit_event(tx, event=summit, **shorter)[0].days == (date(2016, 3, 17),)


def test_time_zone_that_puts_scans_on_another_day_is_refused(app: App, clock: FakeClock, summit: Event) -> None:
    clock.now = datetime(2016, 3, 17, 1, 0, tzinfo=UTC)
    with app.database.write() as tx:
        check_in_somebody(tx, summit)
    with app.database.read() as tx:
        assert weigh_change(tx, event=summit, timezone="America/Lima", days=DAYS).scans == {date(2016, 3, 17): 1}
        assert weigh_change(tx, event=summit, timezone="Asia/Taipei", days=DAYS).scans == {}


def test_sessions_and_people_of_a_day_that_goes_are_told(app: App, summit: Event) -> None:
    with app.database.write() as tx:
        make_session(tx, summit, "First", "2016-03-17T09:00")
        make_session(tx, summit, "Second", "2016-03-18T09:00")
        make_session(tx, summit, "Waiting", None)
        make_person(tx, summit, days=["2016-03-18"])
        make_person(tx, summit, days=["2016-03-17", "2016-03-18"])
        make_person(tx, summit, days=["2016-03-18"], status="withdrawn")
        _event, effect = edit_event(tx, event=summit, **values(summit, days=DAYS[:1]))
    assert effect == Effect({}, 1, 1, ())
    assert effect_words(effect) == [
        "1 session of the agenda will be on a day that is the event’s no longer: move it to another day.",
        "1 person is registered only for days that go, and will not be let in: change their days.",
    ]


def test_sessions_keep_their_moment_in_another_time_zone(app: App, summit: Event) -> None:
    with app.database.write() as tx:
        made = make_session(tx, summit, "First", "2016-03-17T09:00")
    with app.database.read() as tx:
        effect = weigh_change(tx, event=summit, timezone="Asia/Taipei", days=DAYS)
        assert weigh_change(tx, event=summit, timezone="Asia/Bangkok", days=DAYS) == Effect({}, 0, 0, ())
    assert [after for _before, after in effect.moved] == [made.starts_at]
    assert effect_words(effect) == [
        "1 session stays at its moment, so it is shown at another time: 2016-03-17 09:00 becomes 2016-03-17 10:00."
    ]


def test_closed_event_cannot_be_made_longer(app: App, clock: FakeClock, summit: Event) -> None:
    clock.now = datetime(2016, 3, 19, 2, 0, tzinfo=UTC)
    with app.database.write() as tx:
        close_event(tx, event=summit)
        edit_event(tx, event=summit, **values(summit, target=50))
    with app.database.write() as tx, pytest.raises(UserError) as refused:
        edit_event(tx, event=summit, **values(summit, days=[*DAYS, date(2016, 3, 19)]))
    assert str(refused.value) == "TPE is closed and cannot last longer. Open it again first, then change its days."


def test_only_what_differs_is_written(app: App, summit: Event) -> None:
    """A field that is not changed carries no new stamp, so that it never overrules another desk's."""
    with app.database.read() as tx:
        before = tx.get_one(EventRow, summit.id).stamps
    with app.database.write() as tx:
        edit_event(tx, event=summit, **values(summit, venue="Elsewhere"))
    with app.database.read() as tx:
        after = tx.get_one(EventRow, summit.id).stamps
    assert before != after
    with app.database.write() as tx:
        edit_event(tx, event=summit, **values(summit, venue="Elsewhere"))
    with app.database.read() as tx:
        assert tx.get_one(EventRow, summit.id).stamps == after
