"""Two versions of one record made one, field by field (pure).

The later stamp wins. A desk's clock never falls behind a stamp it has seen, so a write over another is
always the later of the two, and the winner does not depend on who meets whom in which order. Histories
are united; they only tell a correction from a disagreement: two writes of which neither knew the other.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from o2o_events.db.columns import to_json
from o2o_events.db.stamps import CREATED, REMEMBERED, Stamps, history

Value = str | int | None
"""A field as it is stored."""


@dataclass(frozen=True)
class Version:
    """A record as one database has it."""

    fields: Mapping[str, Value]
    stamps: Mapping[str, list[str]]


@dataclass(frozen=True)
class Disagreement:
    """Two values of one field written side by side; ``kept`` is the one that stands."""

    field: str
    kept: Value
    kept_stamp: str
    other: Value
    other_stamp: str


@dataclass(frozen=True)
class Merged:
    """What two versions make together, and where they disagree."""

    version: Version
    disagreements: tuple[Disagreement, ...]


def merge(mine: Version, theirs: Version) -> Merged:
    """The version that both sides end with; the same either way round."""
    fields: dict[str, Value] = {}
    found: list[Disagreement] = []
    for field in mine.fields:
        ours, others = history(mine.stamps, field), history(theirs.stamps, field)
        value, other = mine.fields[field], theirs.fields[field]
        if _rank(others, other) > _rank(ours, value):
            ours, others, value, other = others, ours, other, value
        fields[field] = value
        if value != other and others[0] not in ours and ours[0] not in others:
            found.append(Disagreement(field, value, ours[0], other, others[0]))
    return Merged(Version(fields, united(mine.stamps, theirs.stamps)), tuple(found))


def _rank(writes: list[str], value: Value) -> tuple[str, str]:
    """One stamp is one write; where a copied desk wrote two values under one stamp, the value decides."""
    return writes[0], to_json(value)


def united(mine: Mapping[str, list[str]], theirs: Mapping[str, list[str]]) -> Stamps:
    """The histories of both sides, in their one normal form."""
    keys = {CREATED, *mine, *theirs}
    return normal({key: [*history(mine, key), *history(theirs, key)] for key in keys})


def normal(stamps: Mapping[str, Collection[str]]) -> Stamps:
    """Stamps in one form: newest first, each once, and no field named that was written only at the start."""
    ordered = {key: sorted(set(writes), reverse=True)[:REMEMBERED] for key, writes in stamps.items()}
    start = ordered[CREATED]
    return {key: writes for key, writes in sorted(ordered.items()) if key == CREATED or writes != start}
