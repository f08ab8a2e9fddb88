"""Doors of sessions: they open and close with their session, wherever it is moved."""

from datetime import timedelta

import pytest
from factories import make_person
from programme_day import ProgrammeDay, make_programme_day

from o2o_events.agenda.rooms import edit_room
from o2o_events.agenda.running import end, start
from o2o_events.agenda.sessions import cancel_session, move_session, remove_session
from o2o_events.badges.issuing import issue_badges
from o2o_events.checkin.checkpoints import STAYS_OPEN, add_checkpoint, list_checkpoints, read_checkpoint
from o2o_events.checkin.exported_rows import attended_sessions
from o2o_events.checkin.scanning import record_scan
from o2o_events.checkin.session_attendance import session_figures
from o2o_events.checkin.session_doors import add_doors, add_session_door, door_session, remove_door
from o2o_events.errors import UserError


@pytest.fixture
def day(app, event) -> ProgrammeDay:
    with app.database.write() as tx:
        return make_programme_day(tx, event)


@pytest.fixture
def door(app, event, day):
    """The door of the session at 09:00 in the hall, where two may be inside."""
    with app.database.write() as tx:
        return add_session_door(tx, event=event, session=day.practices, minutes_before=10)


def badges(app, event, *genders: str) -> list[str]:
    with app.database.write() as tx:
        for gender in genders:
            make_person(tx, event, gender=gender)
        return [badge.token for badge in issue_badges(tx, event=event)]


def scan(app, door, token: str, direction: str = "in", at=None) -> str:
    with app.database.write() as tx:
        return str(record_scan(tx, checkpoint=door, text=token, direction=direction, at=at).verdict)


def test_door_opens_before_its_session_and_takes_its_capacity_from_the_room(day, door) -> None:
    assert (door.name, door.policy) == ("Practices (Hall)", "in-out")
    assert (door.opens_at, door.closes_at, door.capacity) == (
        day.practices.starts_at - timedelta(minutes=10),
        day.practices.ends_at + STAYS_OPEN,
        2,
    )


def test_door_follows_its_session_and_its_room(app, day, door) -> None:
    later = day.practices.starts_at + timedelta(hours=3)
    with app.database.write() as tx:
        move_session(tx, session=day.practices.id, starts_at=later, room=day.practices.room)
        edit_room(tx, room=day.practices.room, changes={"capacity": 30})
        moved = read_checkpoint(tx, door.id)
    assert (moved.opens_at, moved.capacity) == (later - timedelta(minutes=10), 30)


def test_scan_at_a_door_is_decided_by_where_the_session_is_now(app, event, day, door, clock) -> None:
    ana, minh = badges(app, event, "female", "male")
    assert scan(app, door, ana) == "admitted"
    with app.database.write() as tx:
        later = day.practices.starts_at + timedelta(hours=1)
        move_session(tx, session=day.practices.id, starts_at=later, room=day.practices.room)
    assert scan(app, door, minh) == "too_early"
    clock.advance(minutes=50)
    assert scan(app, door, minh) == "admitted"


def test_room_that_is_full_lets_nobody_in_until_somebody_leaves(app, event, door) -> None:
    one, two, three = badges(app, event, *["female"] * 3)
    assert [scan(app, door, token) for token in (one, two, three)] == ["admitted", "admitted", "full"]
    scan(app, door, one, "out")
    assert scan(app, door, three) == "admitted"


def test_what_is_set_by_hand_stays(app, event, day) -> None:
    opens_at = day.practices.starts_at - timedelta(hours=1)
    with app.database.write() as tx:
        door = add_checkpoint(
            tx, event=event, name="Back door", policy="once", session=day.practices.id, opens_at=opens_at, capacity=7
        )
        later = day.practices.starts_at + timedelta(hours=3)
        move_session(tx, session=day.practices.id, starts_at=later, room=day.practices.room)
        kept = read_checkpoint(tx, door.id)
    assert (kept.opens_at, kept.capacity) == (opens_at, 7)
    assert kept.closes_at == later + timedelta(minutes=60) + STAYS_OPEN


def test_door_of_a_session_that_is_gone_is_always_open(app, day, door) -> None:
    with app.database.write() as tx:
        remove_session(tx, session=day.practices.id)
        left = read_checkpoint(tx, door.id)
    assert (left.opens_at, left.closes_at, left.capacity) == (None, None, None)


@pytest.mark.usefixtures("door")
def test_doors_are_made_for_every_session_of_a_day_once(app, event) -> None:
    with app.database.write() as tx:
        doors = add_doors(tx, event=event, day=event.days[0])
        again = add_doors(tx, event=event)
        names = [checkpoint.name for checkpoint in list_checkpoints(tx, event)]
    assert ([made.name for made in doors.made], doors.had_one) == (["Panel (Studio)"], 1)
    assert (again.made, again.had_one) == ((), 2)
    assert names == ["Entrance", "Practices (Hall)", "Panel (Studio)"]


@pytest.mark.usefixtures("door")
def test_doors_that_cannot_be_made_are_refused(app, event, day) -> None:
    with app.database.write() as tx:
        with pytest.raises(UserError, match="has a checkpoint already"):
            add_session_door(tx, event=event, session=day.practices)
        with pytest.raises(UserError, match="no policy for a session"):
            add_doors(tx, event=event, policy="daily")
        with pytest.raises(UserError, match="no session to make a checkpoint for"):
            add_doors(tx, event=event, day=event.days[0] - timedelta(days=1))
        with pytest.raises(UserError, match="cannot open -5 minutes before"):
            add_session_door(tx, event=event, session=day.panel, minutes_before=-5)


def test_cancelled_session_gets_no_door(app, event, day) -> None:
    with app.database.write() as tx:
        cancel_session(tx, session=day.panel.id)
        doors = add_doors(tx, event=event)
    assert [made.session for made in doors.made] == [day.practices.id]


def test_door_is_taken_away_only_where_nobody_was_scanned(app, event, day, door) -> None:
    [ana] = badges(app, event, "female")
    with app.database.write() as tx:
        panel = add_session_door(tx, event=event, session=day.panel)
        remove_door(tx, checkpoint=panel)
    scan(app, door, ana)
    with app.database.write() as tx:
        with pytest.raises(UserError, match="Badges were scanned"):
            remove_door(tx, checkpoint=door)
        assert [c.name for c in list_checkpoints(tx, event)] == ["Entrance", "Practices (Hall)"]


@pytest.mark.parametrize("ref", ["practices", "THỰC TIỄN TỐT"])
def test_session_of_a_checkpoint_is_named_by_its_title(app, event, day, ref) -> None:
    with app.database.read() as tx:
        assert door_session(tx, event, ref) == day.practices.id
        assert door_session(tx, event, " Trade ") == "Trade"


def test_figures_count_people_the_peak_and_the_minutes(app, event, day, door) -> None:
    ana, minh, lan = badges(app, event, "female", "male", "female")
    for minutes, token, direction in ((0, ana, "in"), (10, minh, "in"), (20, ana, "out"), (30, lan, "in")):
        at = day.practices.starts_at + timedelta(minutes=minutes)
        assert scan(app, door, token, direction, at) in ("admitted", "exited")
    with app.database.read() as tx:
        practices, panel = session_figures(tx, event)
    assert (practices.checked_in, practices.peak_inside, practices.minutes_inside) == (3, 2, 30)
    assert practices.by_gender == {"female": 2, "male": 1}
    assert (practices.expected, practices.capacity, practices.room, practices.has_door) == (80, 2, "Hall", True)
    assert (panel.title, panel.has_door, panel.checked_in, panel.by_gender) == ("Panel", False, 0, {})


def test_who_does_not_scan_out_stays_until_the_real_end(app, event, day, door, clock) -> None:
    [ana] = badges(app, event, "female")
    scan(app, door, ana, at=day.practices.starts_at)
    with app.database.read() as tx:
        assert [row.minutes_inside for row in attended_sessions(tx, event)] == [60]
    with app.database.write() as tx:
        start(tx, event=event, subject=day.practices.id)
    clock.advance(minutes=75)
    with app.database.write() as tx:
        end(tx, event=event, subject=day.practices.id)
        [row] = attended_sessions(tx, event)
    assert (row.session, row.starts_at, row.minutes_inside) == ("Practices", event.local(day.practices.starts_at), 75)


def test_two_doors_of_a_session_count_together(app, event, day, door) -> None:
    ana, minh = badges(app, event, "female", "male")
    with app.database.write() as tx:
        back = add_checkpoint(tx, event=event, name="Back door", policy="in-out", session=day.practices.id)
    scan(app, door, ana)
    scan(app, back, minh)
    scan(app, back, ana, "out")
    with app.database.read() as tx:
        figures = session_figures(tx, event)[0]
    assert (figures.checked_in, figures.peak_inside) == (2, 2)
