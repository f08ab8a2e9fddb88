"""The stamps of a record's fields: who wrote each one when, and over what (pure).

``stamps`` maps a field to its writes, newest first: the stamp of the present value, then those it
was written over. Fields that are not named were written when the record was made, under the key
``CREATED``. A write that names the other side's stamp among its predecessors knew of it; two writes
of which neither names the other happened side by side: a real disagreement.
"""

from collections.abc import Iterable, Mapping

CREATED = ""
REMEMBERED = 16
"""Writes remembered a field. Older ones can only cause a question too many, never a loss."""

Stamps = dict[str, list[str]]


def made(stamp: str) -> Stamps:
    """The stamps of a record made now."""
    return {CREATED: [stamp]}


def written(stamps: Mapping[str, list[str]], fields: Iterable[str], stamp: str) -> Stamps:
    """The stamps after these fields were written."""
    result = dict(stamps)
    for field in fields:
        result[field] = [stamp, *history(stamps, field)][:REMEMBERED]
    return result


def history(stamps: Mapping[str, list[str]], field: str) -> list[str]:
    """The writes of one field, newest first."""
    return stamps.get(field) or stamps.get(CREATED, [])
