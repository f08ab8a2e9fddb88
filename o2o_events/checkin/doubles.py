"""The same badge admitted at two desks, and making one of two registrations of the same person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from o2o_events.checkin.checkpoints import list_checkpoints
from o2o_events.checkin.counting import counting_entries
from o2o_events.checkin.joining import complete_person, keep_one
from o2o_events.checkin.passages import passages_at_several_desks
from o2o_events.checkin.rules import Passage
from o2o_events.clock import to_microseconds
from o2o_events.db.models import BadgeRow, DeskRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people.doubles import KIND as PERSON
from o2o_events.people.doubles import find_doubles
from o2o_events.people.search import reindex
from o2o_events.registers.events import list_events
from o2o_events.replication.conflicts import conflict_id, settle_pair, settled_pairs

KIND = "badge"


@dataclass(frozen=True)
class DoubleAdmission:
    """A badge let in at two desks that had not met: the later entry is not counted."""

    id: str
    event: str
    checkpoint: str
    name: str
    first_at: datetime
    first_desk: str
    again_at: datetime
    again_desk: str
    choice: str


def find_double_admissions(tx: Tx, *, settled_too: bool = False) -> list[DoubleAdmission]:
    """Every entry that does not count because another desk had let the same badge in before."""
    desks = {row.id: row.name for row in tx.scalars(select(DeskRow))}
    settled = settled_pairs(tx, KIND)
    found: list[DoubleAdmission] = []
    for event in list_events(tx):
        for checkpoint in list_checkpoints(tx, event):
            gate = checkpoint.gate(event)
            for holder, passages in passages_at_several_desks(tx, checkpoint.id).items():
                counting, duplicates = counting_entries(gate, passages, event.day_of)
                if not duplicates:
                    continue
                for again in (p for p in passages if p.is_entry and p not in counting):
                    first = max((p for p in counting if p.at <= again.at), key=lambda p: p.at)
                    id_ = conflict_id(KIND, checkpoint.id, holder, _key(first), _key(again))
                    if settled_too or id_ not in settled:
                        found.append(
                            DoubleAdmission(
                                id_,
                                event.code,
                                checkpoint.name,
                                _name(tx, holder),
                                first.at,
                                desks.get(first.desk, first.desk),
                                again.at,
                                desks.get(again.desk, again.desk),
                                settled.get(id_, ""),
                            )
                        )
    return sorted(found, key=lambda double: (double.again_at, double.id), reverse=True)


def _key(passage: Passage) -> str:
    return f"{to_microseconds(passage.at)}.{passage.desk}"


def _name(tx: Tx, holder: str) -> str:
    statement = select(PersonRow.printed_name).join(RegistrationRow, RegistrationRow.person == PersonRow.id)
    known = tx.scalar(statement.where(RegistrationRow.id == holder))
    return known or tx.scalar(select(BadgeRow.code).where(BadgeRow.id == holder)) or holder


def accept_double_admission(tx: Tx, *, conflict: str, operator: str) -> None:
    """Somebody has looked into it. Raises ``UserError`` where there is no such double admission."""
    if not any(double.id == conflict for double in find_double_admissions(tx, settled_too=True)):
        raise _unknown(conflict)
    settle_pair(tx, kind=KIND, subject="fact", key=conflict, one=conflict, other="", choice="seen", operator=operator)


def settle_double_person(tx: Tx, *, conflict: str, is_same: bool, operator: str) -> None:
    """Makes one person of two, or keeps that they are two.

    At an event where both are registered, the registration that was let in first stays; the other is
    withdrawn, its badges are revoked and its entries taken back, so that the person counts once; see ``keep_one``.
    Raises ``UserError`` where there is no such doubt.
    """
    double = next((d for d in find_doubles(tx, settled_too=True) if d.id == conflict), None)
    if double is None:
        raise _unknown(conflict)
    if is_same:
        one, other = tx.get_one(PersonRow, double.one), tx.get_one(PersonRow, double.other)
        places = {row.event: row for row in _registrations(tx, one.id)}
        for row in _registrations(tx, other.id):
            if row.event in places:
                keep_one(tx, places[row.event], row, operator)
            row.person = one.id
        complete_person(one, other)
        other.deleted = True
        tx.flush()
        reindex(tx, [row.id for row in _registrations(tx, one.id)])
    choice = "same" if is_same else "different"
    pair = {"one": double.one, "other": double.other}
    settle_pair(tx, kind=PERSON, subject="person", key=conflict, choice=choice, operator=operator, **pair)


def _registrations(tx: Tx, person: str) -> list[RegistrationRow]:
    rows = select(RegistrationRow).where(RegistrationRow.person == person, ~RegistrationRow.deleted)
    return list(tx.scalars(rows.order_by(RegistrationRow.id)))


def _unknown(conflict: str) -> UserError:
    return UserError(
        _("There is no conflict “{id}”. List them with “conflicts list”.").format(id=conflict),
        in_window=_("This was settled meanwhile, or is here no longer. Look at the list again."),
    )
