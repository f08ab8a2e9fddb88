"""The day at several desks: marks travel like scans, doors follow sessions, files tell who was where."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from desks import Desk, some_desks
from programme_day import ProgrammeDay, make_programme_day

from o2o_events.agenda.delays import shift
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.rescheduling import apply_shift, take_back_delay
from o2o_events.agenda.running import end, read_runs, start, take_back
from o2o_events.agenda.sessions import move_session
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.scanning import record_scan
from o2o_events.checkin.session_doors import add_doors
from o2o_events.documents.exported_file import export_event
from o2o_events.replication.exchange import exchange


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    with some_desks(tmp_path, 2) as made:
        yield made


@pytest.fixture
def day(desks: list[Desk]) -> ProgrammeDay:
    """The programme with its doors, known at both desks."""
    a, b = desks
    with a.app.database.write() as tx:
        made = make_programme_day(tx, a.event())
        add_doors(tx, event=a.event())
    exchange(a.end, b.end)
    return made


def runs(desk: Desk):
    with desk.app.database.read() as tx:
        return read_runs(tx, desk.event())


def do(desk: Desk, act, **named: object):
    desk.clock.advance(minutes=1)
    with desk.app.database.write() as tx:
        return act(tx, event=desk.event(), **named)


def test_marks_of_both_desks_end_the_same_whatever_the_order(desks: list[Desk], day: ProgrammeDay) -> None:
    a, b = desks
    do(a, start, subject=day.practices.id)
    b.clock.advance(minutes=5)
    do(b, start, subject=day.practices.id)
    b.clock.advance(minutes=50)
    do(b, end, subject=day.practices.id)
    exchange(a.end, b.end)
    exchange(b.end, a.end)
    assert runs(a) == runs(b)
    ran = runs(a)[day.practices.id]
    assert (ran.started_at, ran.ended_at) == (
        day.practices.starts_at + timedelta(minutes=6),
        day.practices.starts_at + timedelta(minutes=57),
    )
    assert a.digest() == b.digest()


def test_mark_of_one_desk_is_taken_back_at_the_other(desks: list[Desk], day: ProgrammeDay) -> None:
    a, b = desks
    do(a, start, subject=day.panel.id)
    exchange(a.end, b.end)
    do(b, take_back, session=day.panel.id)
    exchange(a.end, b.end)
    assert runs(a) == runs(b) == {}


def test_delay_of_one_desk_is_taken_back_at_the_other(desks: list[Desk], day: ProgrammeDay) -> None:
    a, b = desks
    with a.app.database.write() as tx:
        programme = read_programme(tx, a.event())
        shifted = shift(programme, from_moment=day.practices.starts_at + timedelta(minutes=30), minutes=15)
        apply_shift(tx, event=a.event(), shifted=shifted, minutes=15)
    exchange(a.end, b.end)
    taken = do(b, take_back_delay)
    exchange(a.end, b.end)
    assert (len(taken.restored), taken.changed_since) == (2, ())
    with a.app.database.read() as tx:
        assert read_programme(tx, a.event()).sessions_by_id[day.panel.id].starts_at == day.panel.starts_at


def test_door_follows_a_session_that_another_desk_moved(desks: list[Desk], day: ProgrammeDay) -> None:
    a, b = desks
    later = day.practices.starts_at + timedelta(hours=2)
    with a.app.database.write() as tx:
        move_session(tx, session=day.practices.id, starts_at=later, room=day.practices.room)
    exchange(a.end, b.end)
    with b.app.database.read() as tx:
        assert get_checkpoint(tx, b.event(), "Practices (Hall)").opens_at == later - timedelta(minutes=15)


def test_exported_file_tells_who_was_at_which_session(desks: list[Desk], day: ProgrammeDay, tmp_path: Path) -> None:
    a, _b = desks
    token = a.badge(a.add(printed_name="Nguyễn Đức"))
    opening = day.practices.starts_at
    for minutes, direction in ((5, "in"), (45, "out")):
        with a.app.database.write() as tx:
            door = get_checkpoint(tx, a.event(), "Practices (Hall)")
            at = opening + timedelta(minutes=minutes)
            assert record_scan(tx, checkpoint=door, text=token, direction=direction, at=at).accepted
    file = tmp_path / "vn.sqlite"
    export_event(a.app.database, file, kind="archive", event=a.event())

    raw = sqlite3.connect(file)
    rows = raw.execute("SELECT event, session, starts_at, first_in, minutes_inside FROM session_attendance").fetchall()
    marks = raw.execute("SELECT count(*) FROM session_attendance JOIN participants USING (person)").fetchone()
    raw.close()
    assert rows == [("VN", "Practices", "2016-03-17T09:00:00+07:00", "2016-03-17T09:05:00+07:00", 40)]
    assert marks == (1,)
