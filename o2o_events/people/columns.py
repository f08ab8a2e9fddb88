"""Which column of a list is what: heading words in four languages, and where the heading row is (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people.fields import word_key
from o2o_events.people.headings import HEADINGS
from o2o_events.text import clean

FIELDS = tuple(field for field in HEADINGS if field)
NAME_FIELDS = frozenset({"given_name", "family_name", "full_name", "printed_name", "own_script_name"})
_NUMBERED = re.compile(r"^\s*(?:q(?:uestion)?\s*)?\d{1,2}\s*[.):]\s+", re.IGNORECASE)
_PARTS = re.compile(r"[\n\r/|(（)）\[\]【】:：*?？]+")
_LETTER = re.compile(r"[A-Z]{1,2}")


def _by_heading() -> dict[str, str]:
    return {
        word_key(heading) or heading.strip(): field
        for field, headings in HEADINGS.items()
        for heading in headings.split(";")
    }


_FIELDS_BY_HEADING = _by_heading()


def find_field(heading: str) -> str | None:
    """The field that a heading names, in any of its lines or beside a slash; "" for one that is not imported."""
    heading = _NUMBERED.sub("", heading)
    key = word_key(heading)
    if key in _FIELDS_BY_HEADING:
        return _FIELDS_BY_HEADING[key]
    found = [
        _FIELDS_BY_HEADING[word_key(part)] for part in _PARTS.split(heading) if word_key(part) in _FIELDS_BY_HEADING
    ]
    if found:
        return next((field for field in found if field), "")
    if len(key) <= 60 and ("email" in key or "correoelectronico" in key or "電子郵件" in key):
        return "email"
    return _FIELDS_BY_HEADING.get(heading.strip()) if not key else None


@dataclass(frozen=True)
class Column:
    """One column: where it stands (from 0), its heading, and the field it goes to, if any."""

    index: int
    heading: str
    field: str | None


def propose(headings: Sequence[str]) -> list[Column]:
    """A field for every heading that is known; where two name the same, the first has it."""
    columns: list[Column] = []
    taken: set[str] = set()
    for index, heading in enumerate(headings):
        field = find_field(heading) or None
        if field in taken:
            field = None
        if field:
            taken.add(field)
        columns.append(Column(index, clean(heading), field))
    renamed = _renamed(taken)
    return [Column(c.index, c.heading, renamed.get(c.field or "", c.field)) for c in columns]


def _renamed(taken: set[str]) -> dict[str, str]:
    """What headings mean in the light of the others: "Name" beside "Surname" is the given name, alone the full one."""
    renamed: dict[str, str] = {}
    if "roles" in taken and "category" not in taken:
        renamed["roles"] = "category"
    if "family_name" in taken and "full_name" in taken and "given_name" not in taken:
        renamed["full_name"] = "given_name"
    if "given_name" in taken and not taken & {"family_name", "full_name"}:
        renamed["given_name"] = "full_name"
    return renamed


def map_by_hand(columns: Sequence[Column], wishes: Sequence[tuple[str, str]]) -> list[Column]:
    """The columns with fields chosen by hand; a column is named by its heading, its letter or its number.

    Raises ``UserError`` for a column or field that there is not.
    """
    chosen = {_find_column(columns, name): _find_wanted(field) for name, field in wishes}
    given = set(chosen.values())
    return [
        Column(c.index, c.heading, chosen[c.index] or None)
        if c.index in chosen
        else Column(c.index, c.heading, None if c.field in given else c.field)
        for c in columns
    ]


def _find_column(columns: Sequence[Column], name: str) -> int:
    key = word_key(name)
    for same in (lambda c: c.heading == clean(name), lambda c: bool(key) and word_key(c.heading) == key):
        for column in columns:
            if same(column):
                return column.index
    for column in columns:
        parts = {word_key(part) for part in _PARTS.split(column.heading)}
        if key and key in parts:
            return column.index
    if name.strip().isdigit() and 1 <= int(name) <= len(columns):
        return int(name) - 1
    if _LETTER.fullmatch(name.strip()) and (index := _letter_index(name.strip())) < len(columns):
        return index
    raise UserError(
        _("There is no column “{name}”. The columns are: {columns}.").format(
            name=name, columns="; ".join(c.heading for c in columns if c.heading)
        )
    )


def _letter_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _find_wanted(name: str) -> str:
    name = name.strip()
    if name in ("", "-", "none", "ignore"):
        return ""
    if name.lower() in HEADINGS:
        return name.lower()
    found = find_field(name)
    if found is None:
        raise UserError(
            _("There is no field “{name}”. The fields are: {fields}.").format(name=name, fields=", ".join(FIELDS))
        )
    return found


_LOOKED_AT = 40
"""Rows in which the heading row is sought."""


def score_headings(cells: Sequence[str]) -> float:
    """How much a row looks like headings: known ones count, long or numeric cells speak against."""
    fields = {field for cell in cells if cell and len(cell) < 120 and (field := find_field(cell)) is not None}
    if not fields - {""}:
        return 0.0
    filled = [cell for cell in cells if cell]
    odd = sum(cell.replace(".", "").isdigit() or "@" in cell for cell in filled)
    return len(fields - {""}) + 0.25 * bool(fields & {"email", *NAME_FIELDS}) - odd


def find_header_row(rows: Sequence[Sequence[str]], wishes: Sequence[tuple[str, str]] = ()) -> int | None:
    """The index of the heading row among the first rows, below titles and logos; None if none looks like one."""
    wanted = {word_key(name) for name, _field in wishes}
    best, best_score = None, 0.0
    for index, cells in enumerate(rows[:_LOOKED_AT]):
        score = score_headings(cells) + sum(word_key(cell) in wanted for cell in cells if cell and wanted)
        if score > best_score:
            best, best_score = index, score
    needed = 1 if best is not None and sum(map(bool, rows[best])) <= 2 else 2
    return best if best_score >= needed else None
