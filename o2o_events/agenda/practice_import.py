"""Bringing a table of best practices into the register: who is new, what differs, what is wrong with which row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from o2o_events.agenda.practice_table import PracticeTable
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _, language
from o2o_events.people.fields import find_answer
from o2o_events.registers import practices as commands
from o2o_events.registers.economies import find_economy
from o2o_events.registers.events import Event, list_events
from o2o_events.registers.practice_columns import FLAGS, LOCALIZED, find_events, find_status
from o2o_events.registers.practice_queries import list_practices
from o2o_events.registers.practices import Practice, read_fields
from o2o_events.text import clean, clean_lines, fold

_LONGEST_CELL = 32_767
"""What Excel keeps of a cell: a text that is longer here is not cut by what came back from there."""
_NEW = Practice(id="", title={}, company="", summary={})
Key = tuple[str, str]


@dataclass(frozen=True)
class PracticeProblem:
    """What is wrong with a cell, or with a row where ``column`` is empty."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class PlannedPractice:
    """A row that goes in: the practice as it is (without id: new) and as it will be."""

    row: int
    before: Practice
    after: Practice


@dataclass
class PracticePlan:
    """What an import does, before it is done."""

    creates: list[PlannedPractice] = field(default_factory=list)
    updates: list[PlannedPractice] = field(default_factory=list)
    unchanged: int = 0
    rejected: int = 0
    problems: list[PracticeProblem] = field(default_factory=list)
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


def plan_practices(tx: Tx, table: PracticeTable) -> PracticePlan:
    """Decides row by row. A row is a known practice by its record, else its number, else its company and title.

    An empty cell changes nothing; a cell that cannot be is left out and told, and the rest of its row goes in.
    """
    planner = _Planner(list_practices(tx), list_events(tx), table)
    for number, cells in table.rows:
        if number in table.broken:
            planner.reject(number, table.broken[number])
        else:
            planner.take(number, cells)
    return planner.plan


def import_practices(tx: Tx, table: PracticeTable) -> PracticePlan:
    """Plans, then does it."""
    plan = plan_practices(tx, table)
    for planned in plan.creates:
        fields = {name: getattr(planned.after, name) for name in commands.FIELDS}
        made = commands.add_practice(tx, **fields)
        _set_course(tx, made, planned.after)
    for planned in plan.updates:
        changes = {
            name: getattr(planned.after, name)
            for name in commands.FIELDS
            if getattr(planned.after, name) != getattr(planned.before, name)
        }
        if changes:
            commands.edit_practice(tx, practice=planned.before.id, changes=changes)
        _set_course(tx, planned.before, planned.after)
    return plan


def _set_course(tx: Tx, before: Practice, after: Practice) -> None:
    changes = {name: getattr(after, name) for name in commands.COURSE if getattr(after, name) != getattr(before, name)}
    if changes:
        commands.write_course(tx, practice=before.id, changes=changes)


class _Planner:
    """One import: what is known, by each key, and which row had it first."""

    def __init__(self, known: Sequence[Practice], events: Sequence[Event], table: PracticeTable) -> None:
        self.plan = PracticePlan(unknown=list(table.unknown))
        self._table, self._events = table, events
        self._taken: dict[Key, int] = {}
        self._known: dict[Key, list[Practice]] = {}
        for practice in known:
            for key in _keys(practice):
                self._known.setdefault(key, []).append(practice)

    def reject(self, row: int, message: str, value: str = "") -> None:
        self.plan.rejected += 1
        self.plan.problems.append(PracticeProblem(row, "", value, message))

    def take(self, row: int, cells: list[str]) -> None:
        texts = {
            column: (heading, cells[index])
            for index, heading, column in self._table.columns
            if index < len(cells) and cells[index].strip()
        }
        stated: dict[str, Any] = {}
        headings: dict[str, str] = {}
        for column, (heading, cell) in texts.items():
            headings.setdefault(column.field, heading)
            if column.field in LOCALIZED:
                text = clean_lines(cell) if column.field == "summary" else clean(cell)
                stated.setdefault(column.field, {})[column.tag or language()] = text
            else:
                self._read_cell(row, heading, column.field, cell, stated)
        before = self._find(stated)
        if before is None:
            self.reject(row, _("This row fits several best practices. Give it the record or number of one."))
            return
        keys = set(_keys(replace(_NEW, **{k: v for k, v in stated.items() if k in ("title", "company", "source_ref")})))
        keys |= {("id", before.id)} if before.id else set()
        first = next((self._taken[key] for key in sorted(keys) if key in self._taken), None)
        if first is not None:
            self.reject(
                row, _("Row {row} has the same best practice already; this row was left out.").format(row=first)
            )
            return
        after = self._after(row, before, stated, headings)
        if after is not None:
            self._taken |= dict.fromkeys(keys, row)
            self._note(PlannedPractice(row, before, after))

    def _note(self, planned: PlannedPractice) -> None:
        if planned.before is _NEW:
            self.plan.creates.append(planned)
        elif planned.after != planned.before:
            self.plan.updates.append(planned)
        else:
            self.plan.unchanged += 1

    def _read_cell(self, row: int, heading: str, name: str, cell: str, stated: dict[str, Any]) -> None:
        """One cell into ``stated``, or a problem."""
        text = clean(cell)
        problem = ""
        if name in FLAGS:
            answer = find_answer(text)
            stated[name] = {"yes": True, "no": False}.get(answer or "")
            problem = _("This is neither yes nor no; it was left out.") if answer is None else ""
            if stated[name] is None and (answer is None or name in ("is_selected", "in_guidebook")):
                del stated[name]
        elif name == "economy":
            found = find_economy(text)
            if found is None:
                problem = _("This is no APEC economy or affiliation; it was left out. Correct it in the register.")
            else:
                stated[name] = found.code
        elif name == "status":
            status = find_status(text)
            if status is None:
                problem = _("This is no status that the program knows; it was left out.")
            else:
                stated[name] = status
        elif name == "presented_at":
            events, unknown = find_events(text, self._events)
            stated[name] = tuple(events)
            if unknown:
                problem = _("There is no event “{event}”; it was left out.").format(event=unknown[0])
                if not events:
                    del stated[name]
        elif name.endswith("_rule"):
            stated[name] = clean_lines(cell)
        elif name != "attachments":
            stated[name] = text
        if problem:
            self._doubt(row, heading, text, problem)

    def _doubt(self, row: int, heading: str, value: str, message: str) -> None:
        self.plan.problems.append(PracticeProblem(row, heading, value[:120], message))

    def _find(self, stated: Mapping[str, Any]) -> Practice | None:
        """The practice that a row is about, a new one where none is known; None where it fits several."""
        wanted = replace(
            _NEW, **{name: stated[name] for name in ("id", "title", "company", "source_ref") if name in stated}
        )
        for kind in ("id", "number", "name"):
            found = {
                practice.id: practice
                for key in _keys(wanted)
                if key[0] == kind
                for practice in self._known.get(key, ())
            }
            if len(found) == 1:
                return next(iter(found.values()))
            if found:
                return None
        return _NEW

    def _after(
        self, row: int, before: Practice, stated: dict[str, Any], headings: Mapping[str, str]
    ) -> Practice | None:
        """The practice as the row wants it; None where the row cannot go in."""
        fields = {name: value for name, value in stated.items() if name in commands.FIELDS}
        for name in LOCALIZED:
            if name in fields:
                fields[name] = _merged(getattr(before, name) or {}, fields[name])
        for flag, rule in (("is_women_led", "women_led_rule"), ("is_youth_led", "youth_led_rule")):
            if fields.get(flag) and not fields.get(rule, getattr(before, rule)):
                del fields[flag]
                self._doubt(
                    row, headings[flag], _("yes"), _("The rule by which this was judged is missing; it was left out.")
                )
        try:
            read = read_fields(before, fields)
        except UserError as error:
            self.reject(row, str(error), next(iter((stated.get("title") or {}).values()), stated.get("company", "")))
            return None
        course = {name: stated[name] for name in commands.COURSE if name in stated}
        if "presented_at" in course:  # what was shown at events that are gone stays
            gone = set(before.presented_at) - {event.id for event in self._events}
            course["presented_at"] = tuple(sorted(gone | set(course["presented_at"])))
        after = replace(before, **read, **course)
        return after if after.is_accepted else self._without_course(row, before, after, stated, headings)

    def _without_course(
        self,
        row: int,
        before: Practice,
        after: Practice,
        stated: Mapping[str, Any],
        headings: Mapping[str, str],
    ) -> Practice:
        """Only what is accepted is shown, selected or in the Guidebook anew."""
        for name in ("presented_at", "is_selected", "in_guidebook"):
            if _is_more(getattr(after, name), getattr(before, name)):
                self._doubt(
                    row,
                    headings[name],
                    _("yes") if stated[name] is True else "",
                    _("Only an accepted best practice can have this; it was left out."),
                )
                after = replace(after, **{name: getattr(before, name)})
        if before.is_accepted or before.is_selected:
            after = replace(after, is_selected=False)
        return after


def _is_more(after: bool | tuple[str, ...], before: bool | tuple[str, ...]) -> bool:
    if isinstance(after, tuple) and isinstance(before, tuple):
        return bool(set(after) - set(before))
    return bool(after) and not before


def _keys(practice: Practice) -> list[Key]:
    """What a practice is known by."""
    keys = [("id", practice.id)] if practice.id else []
    if practice.source_ref:
        keys.append(("number", fold(practice.source_ref)))
    company = fold(practice.company)
    return keys + [("name", f"{company}\n{fold(title)}") for title in practice.title.values() if company]


def _merged(before: Mapping[str, str], stated: Mapping[str, str]) -> dict[str, str]:
    """The languages that are stated, over those that are kept; what a spreadsheet cut off stays whole."""
    kept = dict(before)
    for tag, text in stated.items():
        if not (len(text) >= _LONGEST_CELL - 1 and kept.get(tag, "").startswith(text)):
            kept[tag] = text
    return kept
