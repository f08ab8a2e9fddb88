"""Plain functions that make what tests are about."""

from datetime import date

from o2o_events.db.models import PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.ids import new_id
from o2o_events.registers.events import Event, add_event


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
