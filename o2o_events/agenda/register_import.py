"""Bringing a table into a register: which rows are new, what differs, what is wrong with which cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from o2o_events.agenda.register_table import CellReader, Doubt, RegisterTable, habits
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.register import Register
from o2o_events.registers.register_list import add_record
from o2o_events.registers.register_records import (
    check_values,
    edit_entry,
    list_entries,
    read_names,
)
from o2o_events.registers.register_values import read_values
from o2o_events.text import clean, fold

_LONGEST_CELL = 32_767
"""What Excel keeps of a cell: a text that is longer here is not cut by what came back from there."""
_SHOWN = 120
Key = tuple[str, ...]


@dataclass(frozen=True)
class CellProblem:
    """What is wrong with a cell, or with a row where ``column`` is empty."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class PlannedRow:
    """A row that goes in: the record as it is (without id: new), and what changes of it."""

    row: int
    before: Any
    changes: Mapping[str, Any]


@dataclass
class RegisterPlan:
    """What an import does, before it is done."""

    creates: list[PlannedRow] = field(default_factory=list)
    updates: list[PlannedRow] = field(default_factory=list)
    unchanged: int = 0
    rejected: int = 0
    problems: list[CellProblem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def to_row(self) -> dict[str, Any]:
        """The figures and the problems, for programs."""
        return {
            "created": len(self.creates),
            "updated": len(self.updates),
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "problems": [vars(problem) for problem in self.problems],
            "columns_left_out": self.unknown,
        }


def plan_entries(
    tx: Tx, register: Register[Any], table: RegisterTable, defaults: Mapping[str, Any] | None = None
) -> RegisterPlan:
    """Decides row by row. A row is a known record by its id, else by the register's keys, best first.

    An empty cell changes nothing; a cell that cannot be is left out and told, and the rest of its row goes in where
    what must be there is. ``defaults`` are values of fields for rows that are new and state nothing there.
    """
    planner = _Planner(tx, register, table, defaults or {})
    for number, cells in table.rows:
        if number in table.broken:
            planner.reject(number, table.broken[number])
        else:
            planner.take(number, cells)
    return planner.plan


def import_entries(
    tx: Tx, register: Register[Any], table: RegisterTable, defaults: Mapping[str, Any] | None = None
) -> RegisterPlan:
    """Plans, then does it: those with a number of their own before those that get the next one."""
    plan = plan_entries(tx, register, table, defaults)
    given = [field.name for field in register.fields if field.is_given]
    for planned in sorted(plan.creates, key=lambda one: any(one.changes.get(name) is None for name in given)):
        add_record(tx, register, planned.changes)
    for planned in plan.updates:
        edit_entry(tx, register, planned.before.id, planned.changes)
    return plan


class _Planner:
    """One import: what is known, by each key, and which row had it first."""

    def __init__(self, tx: Tx, register: Register[Any], table: RegisterTable, defaults: Mapping[str, Any]) -> None:
        self.plan = RegisterPlan(unknown=list(table.unknown))
        self._tx, self._register, self._table, self._defaults = tx, register, table, defaults
        names = read_names(tx, register)
        self._entries = {entry.id: entry for entry in list_entries(tx, register, names)}
        self._reader = CellReader(
            register,
            names,
            {target.name: list_entries(tx, target) for target in register.targets},
            {target.name: read_names(tx, target) for target in register.targets},
            habits(table),
        )
        self._taken: dict[Key, int] = {}
        self._known: dict[Key, list[Any]] = {}
        for entry in self._entries.values():
            for key in self._keys(register.values(entry)):
                self._known.setdefault(key, []).append(entry)

    def reject(self, row: int, message: str, value: str = "") -> None:
        self.plan.rejected += 1
        self.plan.problems.append(CellProblem(row, "", value[:_SHOWN], message))

    def take(self, row: int, cells: list[str]) -> None:
        before = self._entries.get(self._record_id(cells)) or self._register.empty_entry()
        stated = self._stated(row, cells, before)
        if not before.id:
            before = self._find({**self._defaults, **stated})
        if before is None:
            self.reject(row, _("This row fits several records. Give it the record of one."))
            return
        if not before.id:
            stated = {**self._defaults, **stated}
        mark = ("id", before.id) if before.id else next(iter(self._keys(stated)), ())
        if mark and mark in self._taken:
            self.reject(row, _("Row {row} is about the same; this row was left out.").format(row=self._taken[mark]))
        elif self._note(row, before, stated) and mark:
            self._taken[mark] = row

    def _record_id(self, cells: list[str]) -> str:
        places = [index for index, _heading, column in self._table.columns if column.field.name == "id"]
        return clean(cells[places[0]]) if places and places[0] < len(cells) else ""

    def _stated(self, row: int, cells: list[str], before: Any) -> dict[str, Any]:
        stated: dict[str, Any] = {}
        for index, heading, column in self._table.columns:
            cell = cells[index] if index < len(cells) else ""
            name = column.field.name
            if not cell.strip() or name == "id":
                continue
            value = self._reader.read(column, cell, before)
            if isinstance(value, Doubt):
                self.plan.problems.append(CellProblem(row, heading, clean(cell)[:_SHOWN], value.message))
            elif column.field.kind == "localized":
                stated.setdefault(name, {}).update(value)
            else:
                stated[name] = value
        return stated

    def _find(self, stated: Mapping[str, Any]) -> Any:
        """The record that a row is about, an empty one where none is known; None where it fits several."""
        stronger: list[tuple[str, ...]] = []
        for names in self._register.keys:
            found = {e.id: e for key in self._keys(stated, (names,)) for e in self._known.get(key, ())}
            found = {id_: e for id_, e in found.items() if not self._is_another(e, stated, stronger)}
            if len(found) == 1:
                return next(iter(found.values()))
            if found:
                return None
            stronger.append(names)
        return self._register.empty_entry()

    def _is_another(self, entry: Any, stated: Mapping[str, Any], stronger: list[tuple[str, ...]]) -> bool:
        """Whether a better key of the row is that of something else."""
        for names in stronger:
            own, asked = self._keys(self._register.values(entry), (names,)), self._keys(stated, (names,))
            if own and asked and not set(own) & set(asked):
                return True
        return False

    def _keys(self, values: Mapping[str, Any], keys: tuple[tuple[str, ...], ...] | None = None) -> list[Key]:
        """What values are known by; a text in several languages by each of them."""
        found: list[Key] = []
        for names in self._register.keys if keys is None else keys:
            if any(values.get(n) in (None, "", {}, ()) and self._register.field_named(n).is_required for n in names):
                continue
            parts: list[Key] = [("/".join(names),)]
            for name in names:
                value = values.get(name)
                texts = list(value.values()) if isinstance(value, Mapping) else ["" if value is None else str(value)]
                parts = [(*part, fold(text)) for part in parts for text in texts]
            found += [part for part in parts if any(part[1:])]
        return found

    def _note(self, row: int, before: Any, stated: Mapping[str, Any]) -> bool:
        """Keeps what a row does, unless the row cannot go in."""
        known = self._register.values(before)
        merged = {name: _merged(known.get(name), value) for name, value in stated.items()}
        try:
            read = read_values(self._register, known, merged)
            changes = {name: value for name, value in read.items() if value != known[name]}
            if changes or not before.id:
                self._check(before, known | read, changes)
        except UserError as error:
            self.reject(row, str(error), self._first_words(merged))
            return False
        if not before.id:
            self.plan.creates.append(PlannedRow(row, before, read))
        elif changes:
            self.plan.updates.append(PlannedRow(row, before, changes))
        else:
            self.plan.unchanged += 1
        return True

    def _first_words(self, stated: Mapping[str, Any]) -> str:
        """Something of a row by which a person finds it."""
        for described in self._register.fields:
            value = stated.get(described.name)
            if value and described.kind == "localized":
                return str(next(iter(value.values())))
            if value and described.kind == "line":
                return str(value)
        return ""

    def _check(self, before: Any, values: dict[str, Any], changes: Mapping[str, Any]) -> None:
        if not before.id:
            for given in (f for f in self._register.fields if f.is_given and values[f.name] is None):
                values[given.name] = given.least
        changed = frozenset(changes) if before.id else None
        check_values(self._tx, self._register, values, record=before.id, changed=changed)


def _merged(before: Any, stated: Any) -> Any:
    """The languages that are stated, over those that are kept; what a spreadsheet cut off stays whole."""
    if isinstance(stated, Mapping):
        kept = dict(before or {})
        return kept | {tag: _uncut(kept.get(tag, ""), text) for tag, text in stated.items()}
    return _uncut(before, stated) if isinstance(stated, str) and isinstance(before, str) else stated


def _uncut(before: str, text: str) -> str:
    return before if len(text) >= _LONGEST_CELL - 1 and before.startswith(text) else text
