"""Marking the day: starts, ends, missing presenters, and taking marks back."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from o2o_events.agenda import running
from o2o_events.agenda.actual import UNTOUCHED, Run
from o2o_events.agenda.appearances import add_appearance
from o2o_events.agenda.rooms import add_room
from o2o_events.agenda.sessions import add_session, cancel_session, move_session
from o2o_events.agenda.slots import add_slot
from o2o_events.agenda.speakers import add_speaker
from o2o_events.agenda.versions import release_agenda
from o2o_events.db.models import FactRow
from o2o_events.errors import UserError


@pytest.fixture
def talk(app, event):
    """A session of two slots from 09:00, each with a presenter; the clock says 09:00."""
    with app.database.write() as tx:
        room = add_room(tx, event=event, name={"en": "Hall"}, capacity=100)
        made = add_session(
            tx, event=event, type="best_practice", title="Practices", minutes=40, room=room.id,
            starts_at=event.parse_moment("2016-03-17T09:00"),
        )  # fmt: skip
        for name in ("Ana", "Minh"):
            slot = add_slot(tx, session=made.id, title=f"Slot of {name}", minutes=20)
            speaker = add_speaker(tx, event=event, name=name)
            add_appearance(tx, session=made.id, speaker=speaker.id, role="presenter", slot=slot.id)
        return running.get_session(tx, event, made.id)


def do(app, function, **named):
    with app.database.write() as tx:
        return function(tx, **named)


def runs(app, event) -> dict[str, Run]:
    with app.database.read() as tx:
        return running.read_runs(tx, event)


def minutes_of(run: Run, opening: datetime) -> tuple[int, int]:
    """When it began and ended; a desk's clock ticks between writes, so to the minute."""
    assert run.started_at is not None
    assert run.ended_at is not None
    return (run.started_at - opening) // timedelta(minutes=1), (run.ended_at - opening) // timedelta(minutes=1)


def test_one_key_marks_the_whole_session_and_each_key_is_taken_back(app, event, talk, clock) -> None:
    first, second = (slot.id for slot in talk.slots)
    opening = clock.now
    for _n in range(3):
        do(app, running.advance, event=event, session="practices")
        clock.advance(minutes=25)
    ran = runs(app, event)
    assert [minutes_of(ran[id_], opening) for id_ in (talk.id, first, second)] == [(0, 50), (0, 25), (25, 50)]
    taken = do(app, running.take_back, event=event)
    assert [(made.title, made.outcome) for made in taken] == [("Slot of Minh", "end"), ("Practices", "end")]
    ran = runs(app, event)
    assert (ran[talk.id].is_running, ran[first].is_over, ran[second].is_running) == (True, True, True)
    for _n in range(2):
        do(app, running.take_back, event=event, session=talk.id)
    assert runs(app, event) == {}
    with pytest.raises(UserError, match="nothing to take back"):
        do(app, running.take_back, event=event)


def test_session_that_is_over_or_cancelled_does_not_go_on(app, event, talk) -> None:
    for _n in range(3):
        do(app, running.advance, event=event, session=talk.id)
    with pytest.raises(UserError, match="is over"):
        do(app, running.advance, event=event, session=talk.id)
    with app.database.write() as tx:
        cancel_session(tx, session=talk.id)
    with pytest.raises(UserError, match="is cancelled"):
        do(app, running.start, event=event, subject=talk.id)


def test_starting_twice_is_refused_and_may_be_corrected(app, event, talk, clock) -> None:
    do(app, running.start, event=event, subject=talk.id)
    clock.advance(minutes=10)
    with pytest.raises(UserError, match="runs already, since 09:00"):
        do(app, running.start, event=event, subject=talk.id)
    earlier = event.parse_moment("2016-03-17T08:55")
    do(app, running.start, event=event, subject=talk.id, at=earlier)
    assert runs(app, event)[talk.id].started_at == earlier


def test_starting_a_slot_starts_its_session(app, event, talk) -> None:
    made = do(app, running.start, event=event, subject="slot of minh")
    assert (made.title, made.outcome) == ("Slot of Minh", "start")
    assert [runs(app, event)[id_].is_running for id_ in (talk.id, talk.slots[1].id)] == [True, True]


def test_ending_a_session_ends_the_slot_in_it(app, event, talk) -> None:
    do(app, running.advance, event=event, session=talk.id)
    do(app, running.end, event=event, subject=talk.id)
    assert [runs(app, event)[id_].is_over for id_ in (talk.id, talk.slots[0].id)] == [True, True]


@pytest.mark.parametrize(
    ("at", "words"),
    [("2016-03-17T08:00", "end before it began"), ("2016-03-17T11:00", "still to come")],
)
def test_times_that_cannot_be_are_refused(app, event, talk, at, words) -> None:
    do(app, running.start, event=event, subject=talk.id)
    with pytest.raises(UserError, match=words):
        do(app, running.end, event=event, subject=talk.id, at=event.parse_moment(at))


def test_ending_what_never_began_is_refused(app, event, talk) -> None:
    with pytest.raises(UserError, match="has not begun"):
        do(app, running.end, event=event, subject=talk.id)


def test_missing_presenter_is_marked_and_comes_after_all(app, event, talk) -> None:
    slot = talk.slots[0].id
    do(app, running.mark_missing, event=event, subject=slot, speaker="ana")
    do(app, running.advance, event=event, session=talk.id)
    assert [runs(app, event).get(s.id, UNTOUCHED).is_running for s in talk.slots] == [False, True]
    do(app, running.mark_present, event=event, subject=slot)
    assert runs(app, event)[slot].missing == frozenset()
    with pytest.raises(UserError, match="There is no speaker"):
        do(app, running.mark_missing, event=event, subject=slot, speaker="Nobody")


def test_reset_forgets_a_session_with_its_slots(app, event, talk) -> None:
    do(app, running.advance, event=event, session=talk.id)
    do(app, running.reset, event=event, subject=talk.id)
    assert runs(app, event) == {}


def test_name_that_stands_for_several_lists_them(app, event, talk) -> None:
    with app.database.write() as tx:
        add_slot(tx, session=talk.id, title="Slot of Ana", minutes=5)
    with pytest.raises(UserError, match="stands for several"):
        do(app, running.start, event=event, subject="Slot of Ana")
    with pytest.raises(UserError, match="There is no session"):
        do(app, running.start, event=event, subject="nothing like it")


def test_each_key_is_one_transaction_and_mentions_run(app, event, talk) -> None:
    told: list[frozenset[str]] = []
    app.notices.subscribe(told.append)
    do(app, running.advance, event=event, session=talk.id)
    assert told == [frozenset({"run"})]
    with app.database.read() as tx:
        assert len(tx.scalars(select(FactRow).where(FactRow.kind == "run")).all()) == 2


def test_released_agenda_and_the_real_one_are_both_kept(app, event, talk, clock) -> None:
    with app.database.write() as tx:
        release_agenda(tx, event=event)
        move_session(tx, session=talk.id, starts_at=talk.starts_at + timedelta(minutes=10), room=talk.room)
    clock.advance(minutes=12)
    do(app, running.start, event=event, subject=talk.id)
    with app.database.read() as tx:
        row = running.compare_with_release(tx, event)[0]
    assert (row.change, row.minutes_late, row.released_start) == ("moved", 12, talk.starts_at)
