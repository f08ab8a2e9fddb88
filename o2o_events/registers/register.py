"""How a register is described: its fields, once, for commands, lists, tables in files and dialogs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, Protocol, TypeVar

from o2o_events.registers.events import Event

KINDS: Final = frozenset(
    {"localized", "line", "lines", "economy", "choice", "date", "number", "event", "events", "record"}
)
"""What a field holds.

``localized`` is a text by language, ``line`` and ``lines`` are text in one language, ``economy`` a code of
registers.economies, ``choice`` one of the field's codes, ``event`` and ``events`` ids of events, ``record`` the id of a
record of the field's ``target``.
"""


class Entry(Protocol):
    """One record of a register: a frozen dataclass with an attribute for each field."""

    @property
    def id(self) -> str: ...


E = TypeVar("E", bound=Entry)
_EMPTY: Final[Mapping[str, Any]] = {"localized": {}, "line": "", "lines": "", "choice": "", "events": ()}


@dataclass(frozen=True, eq=False)
class Field:
    """A field of a register.

    ``also`` are other headings that a table may have for it, ``choices`` the ``codes`` of a choice with their words in
    the present language, ``target`` the register of the records that it points to. ``none`` is what it holds where
    nothing is stated, if that is not the usual of its kind; the register itself gives one that ``is_given``.
    ``is_member`` takes the 21 economies alone, ``is_long`` means a localized text of several lines; one that
    ``is_listed`` is shown in the list. ``least`` is the smallest number.
    """

    name: str
    heading: Callable[[], str]
    kind: str = "line"
    also: str = ""
    choices: Callable[[], Mapping[str, str]] | None = None
    codes: tuple[str, ...] = ()
    target: "Register[Any] | None" = None
    is_required: bool = False
    is_given: bool = False
    is_member: bool = False
    is_long: bool = False
    is_listed: bool = True
    least: int = 0
    none: Any = ...

    @property
    def empty(self) -> Any:
        return _EMPTY.get(self.kind) if self.none is ... else self.none

    def words_of(self, code: str) -> str:
        """A choice in the present language; a code of a newer version as it is."""
        return (self.choices() if self.choices else {}).get(code, code)


@dataclass(frozen=True)
class Names:
    """What the links of a register's records lead to: events by id, and labels by register and id, in their order."""

    events: Mapping[str, Event] = field(default_factory=dict)
    records: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def event_code(self, event: str | None) -> str:
        found = self.events.get(event or "")
        return found.code if found else ""

    def record(self, register: str, record: str | None) -> str:
        return self.records.get(register, {}).get(record or "", "")

    def position(self, register: str, record: str | None) -> int:
        """Where a record stands in its register; those that are gone come last."""
        known = list(self.records.get(register, {}))
        return known.index(record) if record in known else len(known)

    def event_position(self, event: str | None) -> int:
        known = list(self.events)
        return known.index(event) if event in known else len(known)


def _unchecked(_tx: Any, _values: Mapping[str, Any]) -> None:
    """Nothing beyond what the fields say."""


def _nameless(_entry: Any) -> str:
    return ""


@dataclass(frozen=True, eq=False)
class Register(Generic[E]):
    """A register of the project. ``name`` is its table's name, which notices and attachments use too.

    ``keys`` are the fields by which a row of a file is known, best first; no two records have the same first one
    where ``is_unique``. Records of ``same_id`` made at two desks about the same thing are one. ``label`` names a
    record in the present language, ``known_as`` gives every text that names it; where they are missing, the first key
    does. ``check`` raises ``UserError`` where the values together cannot be. ``standing`` tells how far
    each record is, in words, under ``standing_heading``.
    """

    name: str
    title: Callable[[], str]
    one: Callable[[], str]
    row: type[Any]
    entry: type[E]
    fields: tuple[Field, ...]
    keys: tuple[tuple[str, ...], ...]
    sort: Callable[[E, Names], tuple[Any, ...]]
    is_unique: bool = False
    same_id: bool = False
    label: Callable[[E], str] = _nameless
    known_as: Callable[[E], Iterable[str]] | None = None
    check: Callable[[Any, Mapping[str, Any]], None] = _unchecked
    standing: Callable[[Any, Sequence[E]], Mapping[str, str]] | None = None
    standing_heading: Callable[[], str] | None = None

    def field_named(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    @property
    def targets(self) -> "tuple[Register[Any], ...]":
        """The registers that its records point to."""
        return tuple({f.target.name: f.target for f in self.fields if f.target is not None}.values())

    @property
    def has_events(self) -> bool:
        return any(f.kind in ("event", "events") for f in self.fields)

    def empty_entry(self) -> E:
        """A record without an id in which nothing is stated."""
        return self.make("", {f.name: f.empty for f in self.fields})

    def make(self, record: str, values: Mapping[str, Any]) -> E:
        """A record with this id and these values of its fields."""
        return self.entry(id=record, **values)  # type: ignore[call-arg]  # every entry takes its id and its fields

    def values(self, entry: E) -> dict[str, Any]:
        return {f.name: getattr(entry, f.name) for f in self.fields}
