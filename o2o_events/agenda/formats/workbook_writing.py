"""A programme as a workbook in the documented layout: one sheet each for sessions, slots, speakers and rooms (pure).

Every cell is written as a string or a number, so that none is taken for a formula or a link. What is longer than a
cell holds goes on in the next column.
"""

import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from typing import Any, Final

import xlsxwriter

from o2o_events.agenda import roles, session_types
from o2o_events.agenda.formats.draft import DraftAppearance, DraftSession, DraftSlot, DraftSpeaker, ProgrammeDraft
from o2o_events.agenda.formats.table_headings import (
    PEOPLE_PREFIX,
    ROOM_COLUMNS,
    SESSION_COLUMNS,
    SLOT_COLUMNS,
    SPEAKER_COLUMNS,
    column_words,
    sheet_words,
)
from o2o_events.agenda.formats.table_people import write_people
from o2o_events.agenda.formats.times import write_clock
from o2o_events.agenda.formats.workbook import OURS
from o2o_events.db.columns import LocalizedText
from o2o_events.i18n import _
from o2o_events.registers.economies import economy_name
from o2o_events.text import fold

_LONGEST_CELL: Final = 32_000
"""Excel holds 32,767 units of UTF-16."""
_WIDTHS: Final = {"title": 48, "abstract": 60, "biography": 50, "name": 30, "id": 14, "session": 14, "extra": 8}
_HIDDEN: Final = frozenset({"id", "ref", "sequence", "extra", "session", "practice"})

Cell = str | int
Records = list[dict[str, Cell | LocalizedText]]


@dataclass
class _Sheet:
    """One sheet to be written: columns as (field, language, part of a long text)."""

    columns: list[tuple[str, str, int]] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)


def write(draft: ProgrammeDraft) -> bytes:
    """The whole programme; headings in the present language, which every language reads back."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    speakers = {speaker.key: speaker for speaker in draft.speakers}
    names = Counter(fold(speaker.name) for speaker in draft.speakers)
    ambiguous = frozenset(name for name, amount in names.items() if amount > 1)

    def people(appearances: Iterable[DraftAppearance]) -> dict[str, Cell | LocalizedText]:
        return _people(list(appearances), speakers, ambiguous)

    with xlsxwriter.Workbook(target, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E8EDF3"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for name, columns, records in (
            ("sessions", SESSION_COLUMNS, [_session(draft, session, people) for session in _ordered(draft)]),
            ("slots", SLOT_COLUMNS, list(_slots(draft, people))),
            ("speakers", SPEAKER_COLUMNS, [_speaker(speaker) for speaker in draft.speakers]),
            ("rooms", ROOM_COLUMNS, _rooms(draft)),
        ):
            _write_sheet(book.add_worksheet(sheet_words(name)), _laid_out(columns, records), head, body)
        _write_about(book.add_worksheet(sheet_words("about")), draft, book)
    return target.getvalue()


def _ordered(draft: ProgrammeDraft) -> list[DraftSession]:
    return sorted(draft.sessions, key=lambda s: s.starts_at.timestamp() if s.starts_at else float("inf"))


def _people(
    appearances: Sequence[DraftAppearance], speakers: dict[str, DraftSpeaker], ambiguous: frozenset[str]
) -> dict[str, Cell | LocalizedText]:
    cells: dict[str, Cell | LocalizedText] = {}
    for role in roles.CODES:
        named = [speakers[a.speaker] for a in appearances if a.role == role and a.speaker in speakers]
        cells[PEOPLE_PREFIX + role] = write_people(named, ambiguous)
    return cells


People = Callable[[Iterable[DraftAppearance]], dict[str, Cell | LocalizedText]]


def _session(draft: ProgrammeDraft, session: DraftSession, people: People) -> dict[str, Cell | LocalizedText]:
    heading, start = draft.heading, session.starts_at
    assert heading is not None, "a draft that is written says what it is of"
    zone = heading.zone
    room = next((room for room in draft.rooms if room.key == session.room), None)
    return {
        "id": session.id,
        "date": "" if start is None else f"{start.astimezone(zone):%Y-%m-%d}",
        "start": "" if start is None else write_clock(start, zone),
        "end": "" if start is None else write_clock(start + timedelta(minutes=session.minutes), zone),
        "minutes": session.minutes,
        "room": next(iter(room.name.values()), "") if room else "",
        "type": session_types.label(session.type),
        "title": session.title,
        "abstract": session.abstract,
        "track": session.track,
        "language": session.language,
        "expected": "" if session.expected is None else session.expected,
        "state": _("Cancelled") if session.state == "cancelled" else "",
        **people(session.appearances),
        "ref": session.ref,
        "sequence": session.sequence or 0,
        "extra": json.dumps(dict(session.extra), ensure_ascii=False) if session.extra else "",
    }


def _slots(draft: ProgrammeDraft, people: People) -> Iterable[dict[str, Cell | LocalizedText]]:
    for session in _ordered(draft):
        for number, slot in enumerate(session.slots, 1):
            yield _slot(session, slot, number, people)


def _slot(session: DraftSession, slot: DraftSlot, number: int, people: People) -> dict[str, Cell | LocalizedText]:
    return {
        "id": slot.id,
        "session": session.id,
        "position": number,
        "title": slot.title,
        "minutes": slot.minutes,
        "practice": slot.practice or "",
        **people(slot.appearances),
        "ref": slot.ref,
    }


def _speaker(speaker: DraftSpeaker) -> dict[str, Cell | LocalizedText]:
    times = speaker.available or ()
    return {
        "id": speaker.id,
        "name": speaker.name,
        "own_script_name": speaker.own_script_name,
        "economy": economy_name(speaker.economy),
        "organisation": speaker.organisation,
        "job": speaker.position,
        "biography": speaker.biography,
        "available": "; ".join(f"{start.isoformat()}/{end.isoformat()}" for start, end in times),
        "ref": speaker.ref,
    }


def _rooms(draft: ProgrammeDraft) -> Records:
    return [
        {"id": room.id, "name": room.name, "capacity": "" if room.capacity is None else room.capacity, "ref": room.ref}
        for room in draft.rooms
    ]


def _laid_out(fields: Sequence[str], records: Sequence[dict[str, Cell | LocalizedText]]) -> _Sheet:
    """Columns as the texts need them: one a language, and more where a text is longer than a cell."""
    sheet = _Sheet()
    for name in fields:
        values = [record[name] for record in records]
        if any(isinstance(value, dict) for value in values) or (not records and name in ("title", "abstract")):
            tags = dict.fromkeys(tag for value in values if isinstance(value, dict) for tag in value)
            for tag in tags or ["en"]:
                found = [value.get(tag, "") for value in values if isinstance(value, dict)]
                sheet.columns += [(name, tag, part) for part in range(_parts(found))]
        else:
            sheet.columns += [(name, "", part) for part in range(_parts([str(value) for value in values]))]
    for record in records:
        sheet.rows.append([_cell(record[name], tag, part) for name, tag, part in sheet.columns])
    return sheet


def _parts(texts: Sequence[str]) -> int:
    return max((len(_split(text)) for text in texts), default=1) or 1


def _split(text: str) -> list[str]:
    """Pieces that a cell holds, none beginning or ending in a space, which a spreadsheet might lose."""
    pieces = []
    while len(text) > _LONGEST_CELL // 2:
        end = _LONGEST_CELL // 2
        while end > 1 and (text[end - 1].isspace() or text[end].isspace()):
            end -= 1
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text]


def _cell(value: Cell | LocalizedText, tag: str, part: int) -> Cell:
    if isinstance(value, int):
        return value
    text = value.get(tag, "") if isinstance(value, dict) else value
    pieces = _split(text)
    return pieces[part] if part < len(pieces) else ""


def _write_sheet(page: Any, sheet: _Sheet, head: Any, body: Any) -> None:
    for place, (name, tag, part) in enumerate(sheet.columns):
        heading = column_words(name)
        if tag or part:
            heading += f" [{tag or 'x'}]" + (f" {part + 1}" if part else "")
        page.write_string(0, place, heading, head)
        page.set_column(place, place, _WIDTHS.get(name, 16), body, {"hidden": 1} if name in _HIDDEN else None)
    for number, cells in enumerate(sheet.rows, 1):
        for place, cell in enumerate(cells):
            if isinstance(cell, int):
                page.write_number(number, place, cell, body)
            elif cell:
                page.write_string(number, place, cell, body)
    page.freeze_panes(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _write_about(page: Any, draft: ProgrammeDraft, book: Any) -> None:
    """What tells this program that the file is its own; and what people should know who edit it."""
    heading = draft.heading
    assert heading is not None, "a draft that is written says what it is of"
    explanation = _(
        "Change what you like and import the file again. A row keeps its session by the hidden column “{id}”; a row"
        " without one is a new session, and a session whose row is gone is cancelled."
    ).format(id=column_words("id"))
    rows = (
        (OURS, "1"),
        ("code", heading.code),
        ("title", heading.title),
        ("venue", heading.venue),
        ("timezone", heading.timezone),
        ("days", " ".join(day.isoformat() for day in heading.days)),
        ("made_at", heading.made_at.astimezone(UTC).isoformat()),
        ("", explanation),
    )
    page.set_column(0, 0, 22, book.add_format({"bold": True, "valign": "top"}))
    page.set_column(1, 1, 90, book.add_format({"text_wrap": True, "valign": "top"}))
    for number, (name, text) in enumerate(rows):
        page.write_string(number, 0, name)
        page.write_string(number, 1, text)
