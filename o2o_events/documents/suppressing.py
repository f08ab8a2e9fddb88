"""Small groups are suppressed, so that nobody can be told from a few others (pure)."""

from collections import Counter
from collections.abc import Sequence

SMALLEST = 5
"""The fewest people that may share what is shown of each of them."""


def suppress(rows: Sequence[tuple[str | None, ...]], smallest: int = SMALLEST) -> list[tuple[str | None, ...]]:
    """The rows in their order; of a group with fewer members one column after another, from the first, is left
    out, until enough people share what remains or nothing does.
    """
    shown = list(rows)
    for column in range(len(rows[0]) if rows else 0):
        sizes = Counter(shown)
        shown = [
            row if sizes[row] >= smallest else (*(None for _ in range(column + 1)), *row[column + 1 :]) for row in shown
        ]
    return shown
