"""A register's table from a file (CSV, XLSX), and what its cells say."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from o2o_events.agenda.table_file import FileTable, Wanted, read_table_file
from o2o_events.i18n import _, language
from o2o_events.people.dates import read_days
from o2o_events.registers.economies import find_economy
from o2o_events.registers.register import Field, Names, Register
from o2o_events.registers.register_columns import RECORD, RegisterColumn, cell_of, find_column
from o2o_events.registers.register_records import find_entries
from o2o_events.registers.register_values import MOST, find_choice, find_event
from o2o_events.text import clean, clean_lines

RegisterTable = FileTable[RegisterColumn]
_LAST_YEAR = 2079
"""The last year that two digits mean."""
_LISTED = re.compile(r"[;\n；]")
_DAY_AND_MONTH = re.compile(r"\s*(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d{2})\b")
_GROUPED = re.compile(r"\d{1,3}(?:([,.'’ \u00a0\u202f])\d{3})(?:\1\d{3})*")


@dataclass(frozen=True)
class Doubt:
    """What is wrong with a cell, in words."""

    message: str


def read_register_table(
    register: Register[Any], path: Path, *, sheet: str | None = None, encoding: str | None = None
) -> RegisterTable:
    """Reads a table by its content, not its name. Raises ``UserError`` where it is none."""
    required = {field for field in register.fields if field.is_required}

    def is_enough(columns: set[RegisterColumn]) -> bool:
        fields = {column.field for column in columns}
        return len(fields) >= 2 and bool(fields & required or RECORD in fields)

    def no_table(file: str) -> str:
        return _("“{file}” is no table of: {register}. Save the table as XLSX or CSV, then import that.").format(
            file=file, register=register.title()
        )

    def no_headings(file: str) -> str:
        return _(
            "“{file}” has no row of headings that this program knows, such as {headings}."
            " Add one, or export the register to see how it looks."
        ).format(file=file, headings=", ".join(f"“{field.heading()}”" for field in register.fields[:3]))

    wanted = Wanted(lambda heading: find_column(register, heading), is_enough, no_table, no_headings)
    return read_table_file(path, wanted, sheet=sheet, encoding=encoding)


def habits(table: RegisterTable) -> dict[Field, str]:
    """By field of days, whether its column writes the day or the month first; "" where that cannot be told."""
    found = {}
    for index, _heading, column in table.columns:
        if column.field.kind == "date":
            cells = (cells[index] for _number, cells in table.rows if index < len(cells))
            found[column.field] = _habit(cells)
    return found


def _habit(cells: Iterable[str]) -> str:
    pairs = [(int(m[1]), int(m[2])) for cell in cells if (m := _DAY_AND_MONTH.match(cell))]
    is_day_first, is_month_first = any(a > 12 for a, _b in pairs), any(b > 12 for _a, b in pairs)
    if is_day_first == is_month_first:
        return ""
    return "dmy" if is_day_first else "mdy"


class CellReader:
    """Reads cells of one register's table; ``entries`` are the records of the registers that it points to."""

    def __init__(
        self,
        register: Register[Any],
        names: Names,
        entries: Mapping[str, list[Any]],
        target_names: Mapping[str, Names],
        habit_of: Mapping[Field, str],
    ) -> None:
        self._register, self._names, self._entries = register, names, entries
        self._target_names, self._habit_of = target_names, habit_of

    def read(self, column: RegisterColumn, cell: str, before: Any) -> Any:
        """What a cell states, or why it states nothing; ``before`` is the record as it is."""
        field = column.field
        is_link = field.kind in ("event", "events", "record")
        if is_link and before.id and cell_of(before, column, self._names) == clean(cell):
            return getattr(before, field.name)  # what stands there stays, though its label may fit several
        match field.kind:
            case "localized":
                return {column.tag or language(): clean_lines(cell) if field.is_long else clean(cell)}
            case "lines":
                return clean_lines(cell)
            case "economy":
                return _economy(field, clean(cell))
            case "choice":
                return _choice(field, clean(cell))
            case "date":
                return _day(clean(cell), self._habit_of.get(field, ""))
            case "number":
                return _number(field, clean(cell))
            case "event":
                return self._event(clean(cell))
            case "events":
                return self._events(cell)
            case "record":
                return self._record(field, clean(cell))
        return clean(cell)

    def _event(self, text: str) -> str | Doubt:
        found = find_event(text, self._names.events.values())
        return found.id if found else Doubt(_("There is no event “{event}”; it was left out.").format(event=text))

    def _events(self, cell: str) -> tuple[str, ...] | Doubt:
        found = [self._event(part) for part in filter(None, map(clean, _LISTED.split(cell)))]
        doubt = next((one for one in found if isinstance(one, Doubt)), None)
        return doubt or tuple(sorted({one for one in found if isinstance(one, str)}))

    def _record(self, field: Field, text: str) -> str | Doubt:
        assert field.target is not None
        name = field.target.name
        found = find_entries(field.target, self._entries[name], text, self._target_names[name])
        if len(found) == 1:
            return str(found[0].id)
        if found:
            return Doubt(_("This fits several of: {register}. It was left out.").format(register=field.target.title()))
        return Doubt(_("This is none of: {register}. It was left out.").format(register=field.target.title()))


def _economy(field: Field, text: str) -> str | Doubt:
    found = find_economy(text)
    if found is None:
        return Doubt(_("This is no APEC economy or affiliation; it was left out. Correct it in the register."))
    if field.is_member and not found.is_member:
        return Doubt(_("This is not one of the 21 member economies; it was left out."))
    return found.code


def _choice(field: Field, text: str) -> str | Doubt:
    code = find_choice(field, text)
    if code is not None:
        return code
    words = "; ".join((field.choices() if field.choices else {}).values())
    return Doubt(_("This is none of: {words}. It was left out.").format(words=words))


def _day(text: str, habit: str) -> date | Doubt:
    days = {
        day for order in ([habit] if habit else ["dmy", "mdy"]) for day in read_days(text, order, latest=_LAST_YEAR)
    }
    if len(days) == 1:
        return days.pop()
    if days:
        return Doubt(
            _("This may be {days}; it was left out. Write it like {day}.").format(
                days=" / ".join(sorted(day.isoformat() for day in days)), day=min(days).isoformat()
            )
        )
    return Doubt(_("This is no day; it was left out. Write it like 2016-03-17."))


def _number(field: Field, text: str) -> int | Doubt:
    match = _GROUPED.fullmatch(text)
    written = "".join(c for c in text if c.isdigit()) if match else text.removeprefix("+")
    try:
        number = int(written)
    except ValueError:
        return Doubt(_("This is no whole number; it was left out. Write it like 1240."))
    if not field.least <= number <= MOST:
        return Doubt(
            _("This number cannot be; it was left out. Give one from {least} to {most}.").format(
                least=field.least, most=MOST
            )
        )
    return number
