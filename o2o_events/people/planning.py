"""What an import would do: who is new, who is known, what changes and what stays (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from o2o_events.i18n import _
from o2o_events.people.fields import status_label
from o2o_events.people.known import NEED, PERSON, Known
from o2o_events.people.listing import Problem
from o2o_events.people.matching import Kind, Likeness, Match, Register
from o2o_events.people.names import compose_name
from o2o_events.people.wanted import Wanted, likenesses

_NOTHING = (None, "", "not_stated", "[]")


@dataclass(frozen=True)
class Change:
    """One field of one person: what it is, and what it would be."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Update:
    """Somebody known who changes, or who is new to this event: ``index`` is the place in the list."""

    index: int
    known: Known
    changes: tuple[Change, ...]


@dataclass
class Decisions:
    """Per person of the list: new to the project, known and changed, or nothing to do. Doubts are told."""

    creates: list[int] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)


def decide(wanted: Wanted, known: Sequence[Known], imports: frozenset[str]) -> Decisions:
    """Compares a list with the people of the project, and with itself. The first row of a person counts."""
    decisions = Decisions()
    register = Register()
    for person in known:
        register.add(person.likeness())
    likeness = likenesses(wanted)
    first_rows: dict[int, int] = {}
    for i in _in_order(likeness, register):
        match = register.find(likeness[i])
        if match is not None and match.kind.is_same:
            _take_for_known(wanted, known, match, i, first_rows, decisions, imports)
            continue
        if match is not None:
            decisions.doubts.append(_doubt(wanted, known, match, i, first_rows))
        first_rows[register.add(likeness[i])] = i
        decisions.creates.append(i)
    decisions.creates.sort()
    decisions.doubts.sort(key=lambda problem: problem.row)
    return decisions


def _in_order(likeness: Sequence[Likeness], register: Register) -> Iterable[int]:
    """Rows whose address the project knows come first: they are the surest, and take their person."""
    if not register.people:
        return range(len(likeness))
    sure = [i for i, one in enumerate(likeness) if one.email and register.has_email(one.email)]
    taken = set(sure)
    return [*sure, *(i for i in range(len(likeness)) if i not in taken)]


def _take_for_known(
    wanted: Wanted,
    known: Sequence[Known],
    match: Match,
    i: int,
    first_rows: dict[int, int],
    decisions: Decisions,
    imports: frozenset[str],
) -> None:
    if match.kind is Kind.SAME_OTHER_EMAIL:
        decisions.doubts.append(
            _told(
                wanted,
                i,
                "email",
                _("Taken for the same person as {name}: the same name, organisation and telephone, another address."),
                name=_name_of(wanted, known, match.number, first_rows),
            )
        )
    first = first_rows.setdefault(match.number, i)
    if first != i:
        decisions.unchanged += 1
        decisions.doubts += _differences(wanted, first, i, match.kind)
        return
    person = known[match.number]
    changes = _changes(wanted, i, person, imports, decisions.problems)
    if changes or person.registration is None:
        decisions.updates.append(Update(i, person, changes))
    else:
        decisions.unchanged += 1


def _told(wanted: Wanted, i: int, field_name: str, words: str, **values: object) -> Problem:
    heading = wanted.headings.get(field_name, "")
    return Problem(wanted.numbers[i], heading, str(wanted.columns[field_name][i] or ""), words.format(**values))


def _name_of(wanted: Wanted, known: Sequence[Known], number: int, first_rows: dict[int, int]) -> str:
    if number < len(known):
        return str(known[number].values["printed_name"])
    row = first_rows[number]
    return _("{name} (row {row})").format(name=wanted.columns["printed_name"][row], row=wanted.numbers[row])


def _doubt(wanted: Wanted, known: Sequence[Known], match: Match, i: int, first_rows: dict[int, int]) -> Problem:
    name = _name_of(wanted, known, match.number, first_rows)
    if match.kind is Kind.SHARED_EMAIL:
        words = _("This is also the address of {name}. Kept as two people; correct the list if they are one.")
        return _told(wanted, i, "email", words, name=name)
    words = _(
        "{name} has the same name and organisation but other contacts. Kept as two people; correct the list if they are"
        " one."
    )
    return _told(wanted, i, "printed_name", words, name=name)


def _differences(wanted: Wanted, first: int, later: int, kind: Kind) -> list[Problem]:
    """A person's later row changes nothing; where it says something else, that is told."""
    told = []
    for name in wanted.given:
        if name in ("source_ref", "registered_at") or (name == "email" and kind is Kind.SAME_OTHER_EMAIL):
            continue
        column = wanted.columns[name]
        if column[later] not in _NOTHING and not _is_equal(name, column[first], column[later]):
            words = _("The same person as in row {row}, which counts; there it is “{value}”.")
            told.append(_told(wanted, later, name, words, row=wanted.numbers[first], value=column[first] or ""))
    return told


def _changes(
    wanted: Wanted, i: int, person: Known, imports: frozenset[str], problems: list[Problem]
) -> tuple[Change, ...]:
    """What a row changes of somebody: never to nothing, and never over what was entered at a desk."""
    values = person.values
    changes: list[Change] = []
    for name in wanted.given:
        new, old = wanted.columns[name][i], values[name]
        if new == old or new in _NOTHING or _is_settled(name, new, old, wanted, i, person):
            continue
        if person.registration is not None or name in PERSON:
            if person.is_from_desk(name, imports) and (old not in _NOTHING or person.was_touched(name)):
                problems.append(_kept(wanted, i, name, old, new))
                continue
            changes.append(Change(name, old, new))
    return _with_composed_name(wanted, i, person, changes)


def _is_settled(name: str, new: Any, old: Any, wanted: Wanted, i: int, person: Known) -> bool:
    """Differences that are none, and fields that only ever fill a gap."""
    if (name, wanted.numbers[i]) in wanted.damaged:
        return old not in _NOTHING
    if name == "printed_name":
        return not wanted.has_printed[i]
    if name in NEED:
        return person.is_need_gone
    if name == "source_ref" or name == "registered_at" or name.startswith("consent_"):
        return old not in _NOTHING
    return _is_equal(name, old, new)


def _is_equal(name: str, old: Any, new: Any) -> bool:
    if old == new:
        return True
    if not old or not new:
        return False
    if name == "email":
        return str(old).casefold() == str(new).casefold()
    if name == "phone":
        return _digits(old) == _digits(new)
    return False


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit()).lstrip("0")


def _with_composed_name(wanted: Wanted, i: int, person: Known, changes: list[Change]) -> tuple[Change, ...]:
    """A badge name that was composed follows the name it was composed of."""
    changed = {change.field: change.new for change in changes}
    if not wanted.has_printed[i] and changed.keys() & {"given_name", "family_name"}:
        values = person.values
        before = compose_name(values["given_name"], values["family_name"], values["economy"])
        now = {**values, **changed}
        after = compose_name(now["given_name"], now["family_name"], now["economy"])
        if values["printed_name"] == before != after:
            changes.append(Change("printed_name", before, after))
    return tuple(changes)


def _kept(wanted: Wanted, i: int, name: str, old: Any, new: Any) -> Problem:
    if name == "status":
        words = _("The state “{old}” was set at the desk and stays. Change it there if “{new}” is right.")
        return _told(wanted, i, name, words, old=status_label(old), new=status_label(new))
    words = _("“{old}” was entered at the desk and stays. Change it there if “{new}” is right.")
    return _told(wanted, i, name, words, old=old or "", new=new)
