"""People who are in the project twice, for certain or perhaps; never made one by themselves."""

from dataclasses import dataclass

from sqlalchemy import select

from o2o_events.db.models import EventRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.people.matching import Kind, Register, compare
from o2o_events.people.registration import likeness_of
from o2o_events.replication.conflicts import conflict_id, settled_pairs

KIND = "person"


@dataclass(frozen=True)
class Double:
    """Two persons who may be one. ``events`` are the codes of those where both are registered, if any."""

    id: str
    one: str
    other: str
    name: str
    other_name: str
    email: str
    other_email: str
    is_certain: bool
    events: tuple[str, ...]
    choice: str


def find_doubles(tx: Tx, *, settled_too: bool = False) -> list[Double]:
    """Every two persons that are the same by e-mail and name, or by name and organisation; then the doubts."""
    people = list(tx.scalars(select(PersonRow).where(~PersonRow.deleted).order_by(PersonRow.id)))
    settled = settled_pairs(tx, KIND)
    places = _places(tx)
    register = Register()
    found: list[Double] = []
    for person in people:
        likeness = likeness_of(person)
        match = register.find(likeness)
        register.add(likeness)
        if match is None:
            continue
        known = people[match.number]
        id_ = conflict_id(KIND, known.id, person.id)
        if id_ in settled and not settled_too:
            continue
        is_certain = compare(likeness, register.people[match.number]) in (Kind.SAME, Kind.SAME_OTHER_EMAIL)
        shared = places.get(known.id, {}).keys() & places.get(person.id, {}).keys()
        found.append(
            Double(
                id_,
                known.id,
                person.id,
                known.printed_name,
                person.printed_name,
                known.email,
                person.email,
                is_certain,
                tuple(sorted(shared)),
                settled.get(id_, ""),
            )
        )
    return sorted(found, key=lambda double: (not double.events, not double.is_certain, double.id))


def _places(tx: Tx) -> dict[str, dict[str, str]]:
    """Person -> event code -> registration."""
    rows = tx.execute(
        select(RegistrationRow.person, EventRow.code, RegistrationRow.id)
        .join(EventRow, EventRow.id == RegistrationRow.event)
        .where(~RegistrationRow.deleted)
    )
    places: dict[str, dict[str, str]] = {}
    for person, code, registration in rows:
        places.setdefault(person, {})[code] = registration
    return places
