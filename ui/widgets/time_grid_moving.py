"""Where blocks go when they are moved, resized or stepped through: pure."""

from collections.abc import Iterable, Mapping, Sequence

from ui.widgets.time_grid_values import DAY, STEP, Block, Place

Places = Mapping[str, Place]
"""By block id."""


def snapped(minute: float) -> int:
    """The nearest step."""
    return round(minute / STEP) * STEP


def moved(
    blocks: Sequence[Block], minutes: int, columns: int, days: int, order: Sequence[str], last_day: int
) -> Places:
    """All of them moved together; the group stops where the first of them would leave the grid."""
    if not blocks:
        return {}
    indexes = [order.index(b.place.column) if b.place.column in order else 0 for b in blocks]
    minutes = _within(minutes, [b.place.start for b in blocks], DAY - STEP)
    columns = _within(columns, indexes, len(order) - 1)
    days = _within(days, [b.place.day for b in blocks], last_day)
    return {
        block.id: Place(
            block.place.day + days,
            order[index + columns] if columns else block.place.column,
            block.place.start + minutes,
            block.place.minutes,
        )
        for block, index in zip(blocks, indexes, strict=True)
    }


def with_end_moved(blocks: Sequence[Block], minutes: int) -> Places:
    """Longer or shorter at the end, each at least one step long."""
    return {
        b.id: Place(b.place.day, b.place.column, b.place.start, max(STEP, b.place.minutes + minutes)) for b in blocks
    }


def with_start_moved(blocks: Sequence[Block], minutes: int) -> Places:
    """Longer or shorter at the start; the end stays."""
    places = {}
    for block in blocks:
        start = max(0, min(block.place.end - STEP, block.place.start + minutes))
        places[block.id] = Place(block.place.day, block.place.column, start, block.place.end - start)
    return places


def neighbour(blocks: Iterable[Block], current: Block, across: int, along: int, order: Sequence[str]) -> Block | None:
    """The next block of the same day: ``along`` in its column by time, or ``across`` in the nearest column with any."""
    same_day = [b for b in blocks if b.place.day == current.place.day and b.id != current.id]
    if along:
        column = [b for b in same_day if b.place.column == current.place.column]
        key = _time_key(current)
        beyond = [b for b in column if (_time_key(b) > key if along > 0 else _time_key(b) < key)]
        return (min if along > 0 else max)(beyond, key=_time_key, default=None)
    here = _index(order, current.place.column)
    beside = [b for b in same_day if (_index(order, b.place.column) - here) * across > 0]
    middle = current.place.start + current.place.minutes / 2
    return min(
        beside,
        key=lambda b: (abs(_index(order, b.place.column) - here), _distance(b, middle), b.place.start),
        default=None,
    )


def first_free(blocks: Iterable[Block], place: Place) -> Place:
    """The first gap in a column at or after a start that takes that many minutes."""
    start = place.start
    taken = (b.place for b in blocks if (b.place.day, b.place.column) == (place.day, place.column))
    for other in sorted(taken, key=lambda p: p.start):
        if other.start < start + place.minutes and start < other.end:
            start = -(-other.end // STEP) * STEP
    return Place(place.day, place.column, min(start, DAY - STEP), place.minutes)


def _time_key(block: Block) -> tuple[int, int, str]:
    return block.place.start, block.place.minutes, block.id


def _index(order: Sequence[str], column: str) -> int:
    return order.index(column) if column in order else 0


def _distance(block: Block, minute: float) -> float:
    return max(block.place.start - minute, minute - block.place.end, 0)


def _within(step: int, values: Sequence[int], most: int) -> int:
    return max(-min(values), min(step, most - max(values)))
