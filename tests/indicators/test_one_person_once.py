"""One person counts once at an event, by whichever of their badges they were let in."""

from datetime import timedelta

from conftest import OPENING
from factories import make_event, make_person
from sqlalchemy import select

from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.checkin.attended_shares import attended_shares
from o2o_events.checkin.checkpoints import add_checkpoint, get_checkpoint
from o2o_events.checkin.queries import event_status
from o2o_events.checkin.rules import Verdict
from o2o_events.checkin.scanning import Force, record_scan
from o2o_events.checkin.session_attendance import visited_sessions
from o2o_events.db.models import RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.ids import new_id
from o2o_events.indicators.tables import build_table
from o2o_events.registers.events import Event

FORCE = Force(operator="Lan", reason="wrong badge")


def figure(tx: Tx, code: str, event: Event, row: str, column: str) -> object:
    table = build_table(tx, code, event)
    place = [c.key for c in table.columns].index(column)
    return next(r.cells[place] for r in table.rows if r.key == row)


def also_registered(tx: Tx, event: Event, person: str, **fields: object) -> None:
    values = {"category": "delegate", "status": "confirmed", "source": "added"} | fields
    tx.add(RegistrationRow(id=new_id(), person=person, event=event.id, **values))
    tx.flush()


def badge_of(tx: Tx, event: Event, person: str) -> str:
    return issue_badges(tx, event=event, person=person)[0].token


def test_who_was_let_in_by_the_badge_of_another_event_counts_once(app: App, event: Event) -> None:
    with app.database.write() as tx:
        other = make_event(tx, "PE")
        person = make_person(tx, event)
        also_registered(tx, other, person)
        own, others = badge_of(tx, event, person), badge_of(tx, other, person)
        entrance = get_checkpoint(tx, event)
        door = add_checkpoint(tx, event=event, name="Hall", policy="in-out", session="Session A")
        for place, badge, minutes in ((entrance, others, 0), (entrance, own, 5), (door, others, 10), (door, own, 15)):
            moment = OPENING + timedelta(minutes=minutes)
            answer = record_scan(tx, checkpoint=place, text=badge, at=moment, force=FORCE)
            assert answer.verdict is Verdict.ADMITTED

    with app.database.read() as tx:
        status = event_status(tx, event, entrance)
        [share] = attended_shares(tx, event)
        assert (status.registered, status.people, status.entries, status.by_category) == (1, 1, 2, {"delegate": 1})
        assert figure(tx, "T1", event, "total", "total") == 1
        assert figure(tx, "reconciliation", event, "people", "total") == 1
        assert figure(tx, "reconciliation", event, "entries", "total") == 2
        assert [len(build_table(tx, code, event).rows) for code in ("T4", "people", "days")] == [1, 2, 2]
        assert [row.cells[2:4] for row in build_table(tx, "T6", event).rows] == [(1, 1)]
        assert [len(session.visits) for session in visited_sessions(tx, event)] == [1]
        assert (share.days, share.sessions) == (1, 1)


def test_who_came_by_the_badge_of_another_event_alone_is_no_no_show(app: App, event: Event) -> None:
    with app.database.write() as tx:
        other = make_event(tx, "PE")
        person = make_person(tx, event)
        also_registered(tx, other, person, category="speaker")
        record_scan(tx, checkpoint=get_checkpoint(tx, event), text=badge_of(tx, other, person), at=OPENING, force=FORCE)

    with app.database.read() as tx:
        assert figure(tx, "people", event, "VN", "no_show") == 0
        assert figure(tx, "people", event, "VN", "came_registered") == 1
        assert figure(tx, "T2", event, "total", "total") == 0, "here they are no speaker"
        assert [share.days for share in attended_shares(tx, event)] == [1]


def test_somebody_registered_at_two_desks_under_one_record_counts_once(app: App, event: Event) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event, status="withdrawn")
        also_registered(tx, event, person)
        also_registered(tx, event, person)
        for token in [badge.token for badge in issue_badges(tx, event=event)]:
            record_scan(tx, checkpoint=get_checkpoint(tx, event), text=token, at=OPENING)

    with app.database.read() as tx:
        assert len(tx.scalars(select(RegistrationRow.id)).all()) == 3
        status = event_status(tx, event, get_checkpoint(tx, event))
        assert (status.registered, status.people) == (1, 1)
        assert figure(tx, "T1-registered", event, "total", "total") == 1
        assert figure(tx, "T1", event, "total", "total") == 1
        assert figure(tx, "people", event, "VN", "no_show") == 0
        assert len(attended_shares(tx, event)) == 1
