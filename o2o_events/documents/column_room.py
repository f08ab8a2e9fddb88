"""How columns share the width of a page (pure)."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from o2o_events.documents.report_cells import is_number
from o2o_events.indicators.values import Column

_STEPS: Final = 60
_WEIGHED: Final = 60
"""Rows that are looked at, spread over the table."""
_RAGGED: Final = 0.92
"""What words that stay whole fill of a line."""

_BROKEN: Final = 0.2
"""What a line of a cell costs where its row is as high without it."""


def shared_room(
    columns: Sequence[Column],
    least: Sequence[float],
    wanted: Sequence[float],
    room: float,
    lengths: Sequence[Sequence[float]] = (),
) -> list[float]:
    """As each column likes; what is left is given to the columns of words.

    What is short is taken from those that like more than they need; where ``lengths`` of the texts are given, row by
    row and with the white beside them, from those where rows get the fewest lines by it.
    """
    spare = room - sum(wanted)
    if spare >= 0:
        words = [0.0 if is_number(column) else width for column, width in zip(columns, wanted, strict=True)]
        shares = words if sum(words) else wanted
        return [width + spare * share / sum(shares) for width, share in zip(wanted, shares, strict=True)]
    over = [want - need for want, need in zip(wanted, least, strict=True)]
    left = room - sum(least)
    if left < 0 or not sum(over):
        return [need * room / sum(least) for need in least] if left else list(least)
    evenly = [need + left * more / sum(over) for need, more in zip(least, over, strict=True)]
    if not lengths:
        return evenly
    rows = lengths[:: max(1, len(lengths) // _WEIGHED)]
    return min(evenly, _fewest_lines(least, wanted, room, rows), key=lambda widths: _height(widths, rows))


def _height(widths: Sequence[float], rows: Sequence[Sequence[float]]) -> int:
    """Lines of all rows."""
    return sum(max(_lines(length, width) for length, width in zip(row, widths, strict=True)) for row in rows)


def _fewest_lines(
    least: Sequence[float], wanted: Sequence[float], room: float, rows: Sequence[Sequence[float]]
) -> list[float]:
    """Takes what is too much a little at a time, from the column where it makes the table least longer."""
    widths = [max(need, min(want, room)) for want, need in zip(wanted, least, strict=True)]
    step = (sum(widths) - room) / _STEPS
    lines = [[_lines(row[place], width) for row in rows] for place, width in enumerate(widths)]
    while (over := sum(widths) - room) > 0.01:
        tries = []
        for place, width in enumerate(widths):
            narrower = max(least[place], width - min(max(step, 0.01), over))
            if narrower < width:
                others = [column for other, column in enumerate(lines) if other != place]
                own = [_lines(row[place], narrower) for row in rows]
                height = sum(max(cells) for cells in zip(own, *others, strict=True))
                broken = sum(own) - sum(lines[place])
                tries.append((height + _BROKEN * broken, -width, place, narrower, own))
        *_cost, place, narrower, own = min(tries)
        widths[place], lines[place] = narrower, own
    return widths


def _lines(length: float, width: float) -> int:
    return 1 if length <= width else ceil(length / (width * _RAGGED))
