"""The tables that are exchanged, as they are stored: raw values, no ORM, the same in every database."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

from o2o_events.db.base import BOOKKEEPING, Base
from o2o_events.db.columns import Day, Flag, Json, Moment, Whole
from o2o_events.db.models import ConflictRow, FactRow
from o2o_events.db.stamps import CREATED

Raw = dict[str, Any]
"""A row as it is stored: column -> text, whole number, bytes or nothing."""
LAST_MOMENT: Final = 1 << 57
"""No clock of ours says more microseconds than this (the year 6537): later stamps would break the calendar."""
_STAMP: Final = re.compile(r"[0-9a-f]{16}\.[0-9a-zA-Z_-]{1,64}")
_MOST_CHARACTERS: Final = 8_000_000


@dataclass(frozen=True)
class RecordTable:
    """A replicated table.

    ``shared`` are the columns that travel: all but this database's own revision. ``references`` maps
    columns to the replicated tables they point to; of ``quiet`` ones two values are no question for a
    person. ``is_about``: its columns ``subject`` and ``record`` name the table and id of what each is about.
    ``flags`` are yes or no, ``moments`` are stored as microseconds.
    """

    name: str
    raw: sa.TableClause
    shared: tuple[str, ...]
    fields: tuple[str, ...]
    references: Mapping[str, str]
    quiet: frozenset[str]
    is_about: bool = False
    flags: frozenset[str] = frozenset()
    moments: frozenset[str] = frozenset()


def raw_table(table: sa.Table) -> sa.TableClause:
    """The table with columns that hand over what is stored, unchanged."""
    return sa.table(table.name, *(sa.column(c.name, _raw_type(c.type)) for c in table.columns))


def _raw_type(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    if isinstance(kind, sa.LargeBinary):
        return sa.LargeBinary()
    stored = kind.impl if isinstance(kind, sa.TypeDecorator) else kind
    return Whole if isinstance(stored, sa.Integer) else sa.Text()


FACT: Final = raw_table(FactRow.metadata.tables["fact"])
CHAIN: Final = raw_table(FactRow.metadata.tables["chain"])
CONFLICTS: Final = ConflictRow.__tablename__


@cache
def record_tables() -> Mapping[str, RecordTable]:
    """Every replicated table by name, those that are pointed to first."""
    tables = (table for table in Base.metadata.sorted_tables if "stamps" in table.columns)
    return {table.name: _record_table(table) for table in tables}


def _record_table(table: sa.Table) -> RecordTable:
    names = tuple(column.name for column in table.columns)
    return RecordTable(
        table.name,
        raw_table(table),
        tuple(name for name in names if name != "revision"),
        tuple(sorted(set(names) - BOOKKEEPING)),
        {key.parent.name: key.column.table.name for key in table.foreign_keys},
        frozenset(c.name for c in table.columns if c.info.get("quiet") or table.name == CONFLICTS),
        {"subject", "record"} <= set(names),
        frozenset(c.name for c in table.columns if isinstance(c.type, Flag)),
        frozenset(c.name for c in table.columns if isinstance(c.type, Moment)),
    )


def why_bad(table: str, row: Mapping[str, Any]) -> str | None:
    """What is wrong with a record from elsewhere, in a few words; None where nothing is."""
    for column in Base.metadata.tables[table].columns:
        if column.name == "revision":
            continue
        if reason := _why_bad_value(column, row.get(column.name)):
            return f"{column.name}: {reason}"
    return _why_bad_stamps(row["stamps"], record_tables()[table].fields)


def _why_bad_value(column: sa.Column[Any], value: Any) -> str | None:
    if value is None:
        return None if column.nullable else "nothing where there must be something"
    kind = column.type
    stored = kind.impl if isinstance(kind, sa.TypeDecorator) else kind
    if isinstance(stored, sa.Integer):
        return _why_bad_number(kind, value)
    if not isinstance(value, str):
        return "no text"
    return _why_bad_text(kind, value)


def _why_bad_number(kind: TypeEngine[Any], value: Any) -> str | None:
    if type(value) is not int:
        return "no whole number"
    if isinstance(kind, Flag):
        return None if value in (0, 1) else "neither yes nor no"
    most = LAST_MOMENT if isinstance(kind, Moment) else 1 << 62
    return None if abs(value) < most else "a number out of bounds"


def _why_bad_text(kind: TypeEngine[Any], value: str) -> str | None:
    if "\0" in value or len(value) > _MOST_CHARACTERS or not _is_unicode(value):
        return "text that cannot be kept"
    try:
        if isinstance(kind, Json):
            json.loads(value)
        elif isinstance(kind, Day):
            date.fromisoformat(value)
    except (ValueError, RecursionError):
        return "text that cannot be read"
    return None


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _why_bad_stamps(text: str, fields: tuple[str, ...]) -> str | None:
    stamps = json.loads(text)
    if not isinstance(stamps, dict) or CREATED not in stamps or not set(stamps) <= {CREATED, *fields}:
        return "stamps: not those of a record"
    for writes in stamps.values():
        if not isinstance(writes, list) or not writes:
            return "stamps: a field without a write"
        if not all(isinstance(stamp, str) and is_stamp(stamp) for stamp in writes):
            return "stamps: not those of a clock"
    return None


def is_stamp(text: str) -> bool:
    """Whether a text is the stamp of a clock that can be believed."""
    return bool(_STAMP.fullmatch(text)) and moment_of(text) < LAST_MOMENT


def moment_of(stamp: str) -> int:
    """When a stamp was made, in microseconds."""
    return int(stamp[:16], 16)
