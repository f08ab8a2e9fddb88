"""Charts and sentences of a report, drawn from the very cells of its tables (pure)."""

from collections.abc import Callable, Sequence
from numbers import Real
from typing import Final

from o2o_events.documents.charts import PERCENT, ChartSpec, Series
from o2o_events.i18n import _
from o2o_events.indicators.values import Row, Table
from o2o_events.indicators.words import percent as share_words

GENDERS: Final = ("male", "female", "another_term", "not_stated")
_LONGEST_NAME: Final = 60
_MOST_BARS: Final = 30


def charts_of(table: Table) -> tuple[ChartSpec, ...]:
    """The charts that go with a table; none where there is no figure but zero."""
    make = _CHARTS.get(table.code)
    charts = make(table) if make is not None and table.rows else []
    return tuple(chart for chart in charts if any(any(series.values) for series in chart.series))


def summary_of(tables: Sequence[Table]) -> tuple[str, ...]:
    """What the tables say, in a few sentences."""
    found = next((table for table in tables if table.code == "T1"), None)
    total = next((row for row in reversed(found.rows) if row.is_total), None) if found is not None else None
    if found is None or total is None:
        return ()
    people, women = _cell(found, total, "total"), _cell(found, total, "female")
    stated = (people or 0) - (_cell(found, total, "not_stated") or 0)
    sentences = [_("Participants who checked in: {n}.").format(n=f"{people or 0:,.0f}")]
    if stated and women is not None:
        sentences.append(
            _("Women among them: {n} of the {stated} who stated their gender ({share}).").format(
                n=f"{women:,.0f}", stated=f"{stated:,.0f}", share=share_words(women / stated)
            )
        )
    return tuple(sentences)


def _by_gender(table: Table) -> list[ChartSpec]:
    """Who came, by economy and gender; economies without anybody are left to the table."""
    rows = [row for row in table.rows if not row.is_total and _cell(table, row, "total")]
    if not rows:
        return []
    titles = {column.key: column.title for column in table.columns}
    series = tuple(
        Series(titles[key], tuple(_cell(table, row, key) for row in rows)) for key in GENDERS if key in titles
    )
    shown = tuple(one for one in series if any(one.values))
    note = _("Those with nobody are in the table only.")
    return [ChartSpec("stacked", table.title, _names(rows), shown, _("people"), note=note)]


def _of_plan(table: Table) -> list[ChartSpec]:
    """The indicators that have a number to reach, in per cent of it."""
    rows = [row for row in table.rows if _cell(table, row, "share") is not None]
    if not rows:
        return []
    values = tuple(100 * (_cell(table, row, "share") or 0.0) for row in rows)
    title = _("Per cent of plan")
    return [ChartSpec("horizontal", title, _names(rows), (Series(title, values),), PERCENT, (100.0,) * len(rows))]


def _of_sessions(table: Table) -> list[ChartSpec]:
    """Who came to each session, and how many were inside at once."""
    titles = {column.key: column.title for column in table.columns}
    rows = [row for row in table.rows if not row.is_total and _cell(table, row, "checked_in") is not None][:_MOST_BARS]
    series = tuple(
        Series(titles[key], tuple(_cell(table, row, key) for row in rows))
        for key in ("checked_in", "peak")
        if key in titles
    )
    return [ChartSpec("horizontal", table.title, _names(rows), series, _("people"))] if rows and series else []


_CHARTS: Final[dict[str, Callable[[Table], list[ChartSpec]]]] = {
    "T1": _by_gender,
    "T2": _by_gender,
    "T3": _of_plan,
    "T6": _of_sessions,
}


def _names(rows: Sequence[Row]) -> tuple[str, ...]:
    """What each row is about: its first words."""
    words = (next((cell for cell in row.cells if isinstance(cell, str) and cell), row.key) for row in rows)
    return tuple(text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1].rstrip() + "…" for text in words)


def _cell(table: Table, row: Row, key: str) -> float | None:
    """The figure in a column; None where there is no such column, or no figure in it."""
    for column, cell in zip(table.columns, row.cells, strict=True):
        if column.key == key:
            return float(cell) if isinstance(cell, Real) and not isinstance(cell, bool) else None
    return None
