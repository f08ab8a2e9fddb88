"""Charts in a workbook: a table of the figures, and Excel's own chart of it, which people can go on with."""

from collections.abc import Iterable
from typing import Any

from o2o_events.documents.chart_scene import INKS
from o2o_events.documents.charts import PERCENT, ChartSpec
from o2o_events.documents.colours import colour
from o2o_events.i18n import _

_TYPES: dict[str, dict[str, str]] = {
    "bar": {"type": "column"},
    "stacked": {"type": "column", "subtype": "stacked"},
    "horizontal": {"type": "bar"},
    "meter": {"type": "bar"},
    "line": {"type": "line"},
}
_PATTERNS = (
    None,
    "wide_upward_diagonal",
    "narrow_horizontal",
    "wide_downward_diagonal",
    "narrow_vertical",
    "large_grid",
)
_DASHES = ("solid", "dash", "round_dot", "dash_dot", "long_dash", "long_dash_dot")
_MARKERS = ("circle", "square", "diamond", "triangle", "x", "star")
_ROW_PIXELS, _COLUMN_GAP = 20, 1
WIDTH = 620
"""How wide every chart is (pixels)."""
_HEIGHT, _HIGHEST = 300, 900
_MOST_UPRIGHT = 8
"""Categories whose names stand beside each other under a chart; more lie below each other, each in a line."""
_NAME_LETTERS = 32
"""Letters of a name in one line beside a lying bar."""
_FONT = {"size": 9}
_FEW_PERCENT = 150
_TICKS = {"major_tick_mark": "outside", "minor_tick_mark": "none"}
"""Said in so many words: what is not said, some programs draw."""
_NAMES_WIDE, _FIGURE_COLUMNS = 44, 5
_SCALE, _PAGE_ROWS = 58, 52
"""How much smaller than usual a sheet of charts is printed, in per cent, and its rows on a page of A4."""
_LONGEST_CELL = 32_767
_LONGEST_HINT = 250


def add_chart(book: Any, sheet: Any, spec: ChartSpec, *, row: int = 0, column: int = 0) -> int:
    """Writes the figures from a cell on, and the chart right of them; answers the first row free below both.

    Without a category there is a table's head only.
    """
    end = _write_table(book, sheet, spec, row, column)
    if not spec.categories:
        return end
    chart = book.add_chart(_type(spec))
    first, last = row + 2, row + 1 + len(spec.categories)
    for number in range(len(spec.series)):
        chart.add_series(_series(spec, sheet.name, number, first, last, column))
    if _has_targets(spec):
        chart.add_series(_targets(spec, sheet.name, first, last, column))
    height = chart_pixels(spec)
    chart.set_title({"name": [sheet.name, row, column], "name_font": {"size": 12}, "overlay": False})
    chart.set_size({"width": WIDTH, "height": height})
    _set_axes(chart, spec)
    if len(spec.series) > 1 or spec.targets:
        chart.set_legend({"position": "bottom"})
    else:
        chart.set_legend({"none": True})
    sheet.insert_chart(
        row,
        column + _width(spec) + _COLUMN_GAP,
        chart,
        {"object_position": 2, "y_offset": 4, "description": spec.title[:_LONGEST_HINT]},
    )
    return max(end, row + height // _ROW_PIXELS + 2)


def add_charts(book: Any, sheet: Any, specs: Iterable[ChartSpec]) -> None:
    """Charts below each other with their figures, none of which is cut by the end of a page lying across.

    Where all must fit the width, Excel takes no notice of breaks, so the sheet is made smaller by a fixed part.
    """
    sheet.set_column(0, 0, _NAMES_WIDE)
    sheet.set_column(1, _FIGURE_COLUMNS, 12)
    row, page_begins, breaks = 0, 0, []
    for spec in specs:
        end = add_chart(book, sheet, spec, row=row)
        if row > page_begins and end - page_begins > _PAGE_ROWS:
            breaks.append(row)
            page_begins = row
        row = end
    sheet.set_landscape()
    sheet.set_print_scale(_SCALE)
    sheet.set_h_pagebreaks(breaks)


def _width(spec: ChartSpec) -> int:
    return 1 + len(spec.series) + (1 if spec.targets else 0)


def chart_pixels(spec: ChartSpec) -> int:
    """How high a chart is of the usual width: lying bars need a line each."""
    if not _lies(spec):
        return _HEIGHT
    beside = 1 if spec.kind == "stacked" else max(1, len(spec.series))
    lines = sum(1 + len(category) // _NAME_LETTERS for category in spec.categories)
    return min(max(_HEIGHT, max(24 * beside * len(spec.categories), 18 * lines) + 120), _HIGHEST)


def _lies(spec: ChartSpec) -> bool:
    is_long = spec.kind in ("bar", "stacked") and len(spec.categories) > _MOST_UPRIGHT
    return is_long or spec.kind in ("horizontal", "meter")


def _type(spec: ChartSpec) -> dict[str, str]:
    return _TYPES[spec.kind] | ({"type": "bar"} if _lies(spec) else {})


def _is_percent(spec: ChartSpec) -> bool:
    return spec.kind == "meter" or spec.unit == PERCENT


def _write_table(book: Any, sheet: Any, spec: ChartSpec, row: int, column: int) -> int:
    """Title, heads, a row a category, and the note; a share is written as one, so that Excel shows per cent."""
    bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "align": "right"})
    plain = book.add_format({"num_format": "0.0%" if _is_percent(spec) else _form(spec)})
    unit = f" ({spec.unit})" if spec.unit and not _is_percent(spec) else ""
    sheet.write_string(row, column, (spec.title + unit)[:_LONGEST_CELL], bold)
    heads = [series.name for series in spec.series] + ([_("Target")] if spec.targets else [])
    columns = [series.values for series in spec.series] + ([spec.targets] if spec.targets else [])
    for place, name in enumerate(heads, column + 1):
        sheet.write_string(row + 1, place, name[:_LONGEST_CELL], head)
    for number, category in enumerate(spec.categories, row + 2):
        sheet.write_string(number, column, category[:_LONGEST_CELL])
        for place, values in enumerate(columns, column + 1):
            value = values[number - row - 2]
            if value is not None:
                sheet.write_number(number, place, value / 100 if _is_percent(spec) else value, plain)
    end = row + 2 + len(spec.categories)
    if spec.note:
        sheet.write_string(end, column, spec.note[:_LONGEST_CELL])
    return end + 2


def _series(spec: ChartSpec, sheet: str, number: int, first: int, last: int, column: int) -> dict[str, Any]:
    place = column + 1 + number
    ink = colour(INKS[number])
    series: dict[str, Any] = {
        "name": [sheet, first - 1, place],
        "categories": [sheet, first, column, last, column],
        "values": [sheet, first, place, last, place],
        "data_labels": {"value": True, "num_format": _label_format(spec), "font": _FONT},
    }
    if _has_targets(spec) and _lies(spec):
        series["overlap"] = 100
    if spec.kind == "line":
        look = {"type": _MARKERS[number], "size": 7, "fill": {"color": ink}, "border": {"color": ink}}
        return series | {"line": {"color": ink, "width": 2, "dash_type": _DASHES[number]}, "marker": look}
    if spec.kind == "stacked" and number == 0:
        series["data_labels"]["font"] = _FONT | {"color": "#FFFFFF"}  # the only series without white in it
    series["gap"] = 60
    series["border"] = {"color": ink}
    pattern = _PATTERNS[number]
    if pattern is None:
        return series | {"fill": {"color": ink}}
    return series | {"pattern": {"pattern": pattern, "fg_color": ink, "bg_color": "#FFFFFF"}}


def _label_format(spec: ChartSpec) -> str:
    """Nobody's part of a stacked bar has no label."""
    form = _form(spec)
    return f"{form};-{form};" if spec.kind == "stacked" else form


def _form(spec: ChartSpec) -> str:
    """How figures are written; Excel would end a whole number with the point of “0.##”."""
    if _is_percent(spec):
        return "0%"
    is_whole = all(value is None or value == int(value) for series in spec.series for value in series.values)
    return "#,##0" if is_whole else "#,##0.##"


def _has_targets(spec: ChartSpec) -> bool:
    return any(target is not None for target in spec.targets)


def _targets(spec: ChartSpec, sheet: str, first: int, last: int, column: int) -> dict[str, Any]:
    place = column + 1 + len(spec.series)
    series: dict[str, Any] = {
        "name": [sheet, first - 1, place],
        "categories": [sheet, first, column, last, column],
        "values": [sheet, first, place, last, place],
    }
    edge = {"color": colour("ink"), "width": 1.5, "dash_type": "square_dot"}
    return series | ({"line": edge} if spec.kind == "line" else {"fill": {"none": True}, "border": edge})


def _set_axes(chart: Any, spec: ChartSpec) -> None:
    values: dict[str, Any] = {"major_gridlines": {"visible": True, "line": {"color": colour("line")}}, "min": 0}
    if any(value is not None and value < 0 for series in spec.series for value in series.values):
        del values["min"]
    if spec.kind == "meter":
        values["max"] = 1
    elif _is_percent(spec):
        values["major_unit"] = 0.25 if _most(spec) <= _FEW_PERCENT else 0.5
    values |= _TICKS | {"num_font": _FONT}
    values["num_format"] = _form(spec)
    names: dict[str, Any] = _TICKS | {"label_position": "low", "num_font": _FONT}
    if _lies(spec):
        names["reverse"] = True
        chart.set_y_axis(names)
        chart.set_x_axis(values | {"label_position": "low"})
        return
    chart.set_x_axis(names)
    chart.set_y_axis(values)


def _most(spec: ChartSpec) -> float:
    return max((value for series in spec.series for value in series.values if value is not None), default=0.0)
