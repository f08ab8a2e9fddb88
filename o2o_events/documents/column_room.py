"""How columns share the width of a page (pure)."""

from collections.abc import Sequence

from o2o_events.documents.report_cells import is_number
from o2o_events.indicators.values import Column


def shared_room(columns: Sequence[Column], least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """As each column likes; what is short is taken from those that like more than they need, what is left is given
    to the columns of words."""
    spare = room - sum(wanted)
    if spare >= 0:
        words = [0.0 if is_number(column) else width for column, width in zip(columns, wanted, strict=True)]
        shares = words if sum(words) else wanted
        return [width + spare * share / sum(shares) for width, share in zip(wanted, shares, strict=True)]
    over = [want - need for want, need in zip(wanted, least, strict=True)]
    room -= sum(least)
    if room < 0 or not sum(over):
        return [need * (room + sum(least)) / sum(least) for need in least]
    return [need + room * more / sum(over) for need, more in zip(least, over, strict=True)]
