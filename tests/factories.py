"""Plain functions that make what tests are about."""

from datetime import date
from typing import Any

from o2o_events.agenda.programme import AgendaSession, Room, Slot, Speaker
from o2o_events.agenda.rooms import add_room
from o2o_events.agenda.sessions import add_session
from o2o_events.agenda.slots import add_slot
from o2o_events.agenda.speakers import add_speaker
from o2o_events.db.models import PersonRow, PracticeRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.ids import new_id
from o2o_events.registers.events import Event, add_event
from o2o_events.registers.practices import Practice, from_row


def make_event(tx: Tx, code: str = "VN", days: list[date] | None = None) -> Event:
    """An event in Ha Noi; one day unless told otherwise."""
    return add_event(
        tx,
        code=code,
        name={"en": f"Workshop {code}"},
        economy="VN",
        venue="Ha Noi",
        timezone="Asia/Ho_Chi_Minh",
        days=days or [date(2016, 3, 17)],
        target=100,
    )


def make_person(tx: Tx, event: Event, **fields: object) -> str:
    """A confirmed delegate of the event (fields of person or registration may differ); answers the person's id."""
    person = {"given_name": "Ana", "family_name": "Díaz", "economy": "PE", "organisation": "Kinh Bắc (illustrative)"}
    registration = {"category": "delegate", "status": "confirmed", "source": "added"}
    for name, value in fields.items():
        (person if hasattr(PersonRow, name) else registration)[name] = value  # type: ignore[assignment]  # any column's
    person.setdefault("printed_name", " ".join(filter(None, (person["given_name"], person["family_name"]))))
    row = PersonRow(id=new_id(), **person)
    tx.add(row)
    tx.add(RegistrationRow(id=new_id(), person=row.id, event=event.id, **registration))
    tx.flush()
    return row.id


def make_room(tx: Tx, event: Event, name: str = "Room A", **values: Any) -> Room:
    """A room of the event."""
    return add_room(tx, event=event, name={"en": name}, **values)


def make_session(
    tx: Tx, event: Event, title: str = "A panel", at: str | None = "09:00", minutes: int = 60, **values: Any
) -> AgendaSession:
    """A panel on the event's first day at a venue time (or "2016-03-18T09:00", or None), values apart."""
    starts_at = None
    if at is not None:
        starts_at = event.parse_moment(at if "T" in at else f"{event.days[0].isoformat()}T{at}")
    values.setdefault("type", "panel")
    return add_session(tx, event=event, title={"en": title}, minutes=minutes, starts_at=starts_at, **values)


def make_slot(tx: Tx, session: AgendaSession, title: str = "A slot", minutes: int = 15, **values: Any) -> Slot:
    """A slot of the session, after the others."""
    return add_slot(tx, session=session.id, title={"en": title}, minutes=minutes, **values)


def make_speaker(tx: Tx, event: Event, name: str = "Lý Hữu Phước", **values: Any) -> Speaker:
    """A speaker of the event, not linked with anybody."""
    return add_speaker(tx, event=event, name=name, **values)


def make_practice(tx: Tx, **fields: object) -> Practice:
    """A nominated best practice of Viet Nam; any column may differ."""
    given = {"title": {"en": "Shop"}, "company": "Shop Ltd (illustrative)", "economy": "VN", "summary": {}} | fields
    row = PracticeRow(id=new_id(), **({"presented_at": []} | given))  # type: ignore[arg-type]  # whichever is wanted
    tx.add(row)
    tx.flush()
    return from_row(row)
