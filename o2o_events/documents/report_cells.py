"""How a cell of a report is said: as words on paper, as plain text in a CSV (pure)."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from o2o_events.documents.numbers import percent
from o2o_events.i18n import _
from o2o_events.indicators.values import Column

NUMBERS: Final = ("count", "share", "mean")
"""Kinds of columns whose cells stand to the right."""
NOTHING: Final = "–"


def is_number(column: Column) -> bool:
    return column.kind in NUMBERS


def is_figure(value: object) -> bool:
    """Whether a spreadsheet should reckon with it; True and False are words."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def words_of(column: Column, value: object) -> str:
    """The cell for people; a figure that is not known is a dash."""
    if value is None:
        return NOTHING if is_number(column) else ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float | Decimal):
        return _figure(column, value)
    return plain_of(value)


def _figure(column: Column, value: int | float | Decimal) -> str:
    if column.kind == "share":
        return percent(float(value) * 100)
    if column.kind == "mean":
        return f"{Decimal(str(value)).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"
    if isinstance(value, int) or value == int(value):
        return f"{int(value):,}"
    return f"{value:,}"


def plain_of(value: object) -> str:
    """The cell for programs: no thousands separator, a point for decimals, days as ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
