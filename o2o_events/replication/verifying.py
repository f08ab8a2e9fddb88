"""Whether facts from elsewhere continue a desk's chain (pure)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from o2o_events.db.facts import CHAIN_START, HASHED, chained_hash
from o2o_events.replication.endpoint import Head
from o2o_events.replication.tables import LAST_MOMENT, Raw

START = Head(0, CHAIN_START)
MISSING = "facts are missing"
CHANGED = "a fact was changed"
END_MISSING = "the end of the chain is missing"
UNREADABLE = "a fact cannot be read"
OTHER_HISTORY = "it has another history here"
"""Two databases write as one desk, or what was exchanged was rewritten afterwards."""


@dataclass(frozen=True)
class Verified:
    """The facts that continue the chain, where it then ends, and why the next does not."""

    rows: Sequence[Raw]
    head: Head
    problem: str | None = None


def verify(rows: Sequence[Raw], head: Head) -> Verified:
    """Follows the chain from a known end; stops at the first fact that does not continue it."""
    for number, row in enumerate(rows):
        if reason := why_broken(row, head):
            return Verified(rows[:number], head, reason)
        head = Head(row["seq"], bytes(row["hash"]))
    return Verified(rows, head)


def why_broken(row: Raw, before: Head) -> str | None:
    """Why a fact does not continue the chain, or cannot be kept; None where all is well."""
    if row["seq"] != before.seq + 1:
        return MISSING
    try:
        if bytes(row["hash"]) != chained_hash(before.hash, [row[name] for name in HASHED]):
            return CHANGED
        is_readable = isinstance(json.loads(row["body"]), dict)
    except (TypeError, ValueError, RecursionError):
        return UNREADABLE
    return None if is_readable and _is_in_bounds(row) else UNREADABLE


_NEEDED = ("desk", "id", "kind", "body")
_OPTIONAL = ("event", "checkpoint", "registration", "badge", "refers", "outcome")


def _is_in_bounds(row: Raw) -> bool:
    are_texts = all(_is_text(row[name]) for name in _NEEDED)
    are_texts = are_texts and all(row[name] is None or _is_text(row[name]) for name in _OPTIONAL)
    are_moments = all(type(row[name]) is int and abs(row[name]) < LAST_MOMENT for name in ("at", "hlc"))
    return are_texts and are_moments


def _is_text(value: object) -> bool:
    return isinstance(value, str) and "\0" not in value
