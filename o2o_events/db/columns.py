"""Column types that mean the same in SQLite (STRICT tables) and in PostgreSQL."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from o2o_events.clock import from_microseconds, to_microseconds

Whole = BigInteger().with_variant(Integer(), "sqlite")
"""A 64-bit whole number."""

LocalizedText = dict[str, str]
"""One text in several languages: language tag -> text."""


_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def to_json(value: Any) -> str:
    """JSON in its one canonical form: sorted, compact, not escaped."""
    return _ENCODE(value)


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored as microseconds since 1970 in UTC."""

    impl = Whole
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_microseconds(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else from_microseconds(value)


class Day(TypeDecorator[date]):
    """A calendar day of the venue, stored as ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """Yes, no or (where the column allows it) not stated, stored as 1, 0, NULL."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Json(TypeDecorator[Any]):
    """A small structure, replaced as a whole, stored as canonical JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:
        return None if value is None else to_json(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:
        return None if value is None else json.loads(value)
