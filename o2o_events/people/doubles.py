"""People who are in the project twice: those who certainly are one count once, the others are doubts to settle."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select

from o2o_events.db.models import ConflictRow, EventRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.people.anonymised import NO_NAME
from o2o_events.people.matching import Kind, compare
from o2o_events.people.registration import likeness_of
from o2o_events.people.resemblance import DIFFERENT, Crowd, Somebody, united
from o2o_events.replication.conflicts import conflict_id, settle_pair, settled_pairs

T = TypeVar("T")
KIND = "person"
ONE = "one_person"
"""Two records that counted as one when their names were taken away."""
_AT_ONCE = 500
_COLUMNS = (
    PersonRow.id,
    PersonRow.given_name,
    PersonRow.family_name,
    PersonRow.printed_name,
    PersonRow.own_script_name,
    PersonRow.organisation,
    PersonRow.email,
    PersonRow.phone,
    PersonRow.gender,
    PersonRow.economy,
    PersonRow.deleted,
)


@dataclass(frozen=True)
class Double:
    """Two persons who may be one. ``events`` are the codes of those where both are registered, if any.

    ``is_recognised``: they count as one already, without anybody's decision.
    """

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
    is_recognised: bool = False


@dataclass(frozen=True)
class Recognised:
    """Who counts as whom: ``of`` maps each record of somebody who has several to the one that stands for them."""

    of: Mapping[str, str]

    def one(self, person: str) -> str:
        """The record that stands for a person."""
        return self.of.get(person, person)

    def count(self, people: Iterable[str]) -> int:
        """How many persons these records are."""
        return len({self.one(person) for person in people})


def recognise(tx: Tx) -> Recognised:
    """Everybody who is in the project under several records and certainly is one person: who counts once.

    Certain is the same e-mail address with a compatible name and nothing that contradicts, unless somebody
    decided that they are two. Event totals count registrations and stay as they are.
    """
    apart = _kept_apart(tx)
    groups = [{p.id for p in group} for group in _ask_crowd(tx, lambda crowd: crowd.groups(apart))]
    return Recognised({id_: min(group) for group in united([*groups, *_kept_as_one(tx)]) for id_ in group})


def keep_recognised(tx: Tx, people: Collection[str]) -> None:
    """Writes down who counts as one with any of these, before nothing is left to tell it by."""
    wanted = set(people)
    for group in united([{*pair} for pair in recognise(tx).of.items()]):
        if len(group) > 1 and group & wanted:
            one, *others = sorted(group)
            for other in others:
                key = conflict_id(ONE, one, other)
                if tx.get(ConflictRow, key) is None:
                    pair = {"one": one, "other": other, "choice": "same", "operator": "O2O Events"}
                    settle_pair(tx, kind=ONE, subject="person", key=key, **pair)


def _kept_as_one(tx: Tx) -> list[set[str]]:
    rows = select(ConflictRow.record, ConflictRow.field).where(ConflictRow.kind == ONE, ~ConflictRow.deleted)
    return [{one, other} for one, other in tx.execute(rows)]


@dataclass(frozen=True)
class RecognisedPerson:
    """Somebody under several records: that which stands for them, all of them, and the codes of their events."""

    person: str
    name: str
    email: str
    persons: tuple[str, ...]
    events: tuple[str, ...]


def list_recognised_people(tx: Tx) -> list[RecognisedPerson]:
    """Everybody who counts once though there are several records, by name."""
    apart = _kept_apart(tx)
    groups = _ask_crowd(tx, lambda crowd: crowd.groups(apart))
    places = _places(tx, sorted(person.id for group in groups for person in group))
    found = []
    for group in groups:
        ids = tuple(person.id for person in group)
        events = tuple(sorted(set().union(*(places.get(id_, set()) for id_ in ids))))
        found.append(RecognisedPerson(ids[0], group[0].printed_name, group[0].email, ids, events))
    return sorted(found, key=lambda person: (person.name.casefold(), person.person))


def find_doubles(tx: Tx, *, settled_too: bool = False) -> list[Double]:
    """What is to settle: those registered twice at one event, then every other two who may be one.

    With ``settled_too`` also those that somebody decided on, and those who are recognised as one.
    """
    pairs = _ask_crowd(tx, Crowd.pairs)
    settled, recognised = settled_pairs(tx, KIND), recognise(tx)
    places = _places(tx, sorted({person.id for pair in pairs for person in pair}))
    found: list[Double] = []
    for known, person in pairs:
        id_ = conflict_id(KIND, known.id, person.id)
        shared = tuple(sorted(places.get(known.id, set()) & places.get(person.id, set())))
        is_recognised = recognised.one(known.id) == recognised.one(person.id)
        if settled_too or (id_ not in settled and (shared or not is_recognised)):
            found.append(_double(id_, known, person, shared, settled.get(id_, ""), is_recognised))
    return sorted(found, key=lambda double: (not double.events, not double.is_certain, double.id))


def _double(id_: str, one: Somebody, other: Somebody, events: tuple[str, ...], choice: str, is_one: bool) -> Double:
    return Double(
        id=id_,
        one=one.id,
        other=other.id,
        name=one.printed_name,
        other_name=other.printed_name,
        email=one.email,
        other_email=other.email,
        is_certain=compare(other.likeness, one.likeness) in (Kind.SAME, Kind.SAME_OTHER_EMAIL),
        events=events,
        choice=choice or ("same" if is_one and not events else ""),
        is_recognised=is_one,
    )


def _kept_apart(tx: Tx) -> frozenset[tuple[str, str]]:
    """The pairs of whom somebody decided that they are two persons."""
    rows = select(ConflictRow.record, ConflictRow.field).where(
        ConflictRow.kind == KIND, ConflictRow.state == "settled", ConflictRow.choice == DIFFERENT, ~ConflictRow.deleted
    )
    return frozenset((min(one, other), max(one, other)) for one, other in tx.execute(rows))


def _ask_crowd(tx: Tx, ask: Callable[[Crowd], T]) -> T:
    return tx.recall_growing("crowd", lambda: _read_crowd(tx), lambda crowd, seen: _bring_up(tx, crowd, seen), ask)


def _read_crowd(tx: Tx) -> Crowd:
    crowd = Crowd()
    _put(crowd, tx.execute(select(*_COLUMNS).where(~PersonRow.deleted)))
    return crowd


def _bring_up(tx: Tx, crowd: Crowd, revision: int) -> None:
    _put(crowd, tx.execute(select(*_COLUMNS).where(PersonRow.revision > revision)))


def _put(crowd: Crowd, rows: Iterable[Any]) -> None:
    for row in rows:
        if row.deleted or row.printed_name == NO_NAME:
            crowd.remove(row.id)
        else:
            likeness = likeness_of(row)
            crowd.put(Somebody(row.id, likeness, row.printed_name, row.email, row.gender, row.economy))


def _places(tx: Tx, people: Sequence[str]) -> dict[str, set[str]]:
    """Person -> the codes of the events where they are registered."""
    places: dict[str, set[str]] = {}
    for start in range(0, len(people), _AT_ONCE):
        rows = tx.execute(
            select(RegistrationRow.person, EventRow.code)
            .join(EventRow, EventRow.id == RegistrationRow.event)
            .where(~RegistrationRow.deleted, RegistrationRow.person.in_(people[start : start + _AT_ONCE]))
        )
        for person, code in rows:
            places.setdefault(person, set()).add(code)
    return places
