"""A programme in a workbook or text table: our layout of several sheets, or one table of somebody else's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from o2o_events.agenda.formats import opening
from o2o_events.agenda.formats.draft import (
    DraftRoom,
    DraftSession,
    DraftSlot,
    DraftSpeaker,
    Heading,
    ProgrammeDraft,
)
from o2o_events.agenda.formats.problems import Notes, is_length
from o2o_events.agenda.formats.table import Reading, Row, Sheet, place_of, read_parts, read_session, rows_of, texts
from o2o_events.agenda.formats.table_headings import PEOPLE_PREFIX, SHEETS, find_column, find_sheet, score
from o2o_events.agenda.formats.times import find_zone, read_duration
from o2o_events.db.columns import LocalizedText
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people import delimited, spreadsheet
from o2o_events.people.delimited import Rows
from o2o_events.people.fields import word_key
from o2o_events.registers.economies import find_economy
from o2o_events.text import clean, fold

FORMAT: Final = "table"
OURS: Final = "o2o-events-agenda"
"""What the first cell of our last sheet says."""
_HEADER_ROWS = 40


@dataclass(frozen=True, kw_only=True)
class TableOptions:
    """What the user decides instead of the program. ``header_row`` counts from 1; ``fields`` are (column, field)."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    fields: Sequence[tuple[str, str]] = ()


def read_text(
    data: bytes, *, name: str, zone: ZoneInfo, economy: str | None, days: Sequence[date], options: TableOptions
) -> ProgrammeDraft:
    """A table as text, such as CSV. Raises ``UserError`` where it has no columns that are known."""
    text, _encoding = opening.decode(data, economy, options.encoding)
    hint, text = delimited.take_hint(text)
    rows = delimited.read_rows(text, _delimiter(options.delimiter) or hint or _guess_delimiter(text))
    reading = Reading(zone, economy, days, Notes())
    for number in sorted(rows.broken):
        reading.notes.is_whole = False
        words = _("The quotes on this line are never closed. Close them in the file, or type the row anew.")
        reading.notes.tell(_("row {row}").format(row=number), words, row=number, is_lost=True)
    return _read_list(rows, "", name, reading, options)


def _delimiter(text: str | None) -> str | None:
    if text is None:
        return None
    found = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";"}.get(text.lower(), text)
    if len(found) != 1 or found in '\r\n"':
        raise UserError(_("“{text}” is no delimiter. Give one character, or “tab”.").format(text=text))
    return found


def _guess_delimiter(text: str) -> str:
    """The delimiter under which the first lines have the most columns that are known."""
    lines = "\n".join(text[:50_000].splitlines()[:_HEADER_ROWS])
    return max(
        delimited.DELIMITERS,
        key=lambda d: max((score(cells) for cells in delimited.read_rows(lines, d).cells), default=0),
    )


def read_workbook(
    data: bytes, *, name: str, zone: ZoneInfo, economy: str | None, days: Sequence[date], options: TableOptions
) -> ProgrammeDraft:
    """Our sheets, under their names in any language, else the sheet that looks most like a programme."""
    sheets, _names = spreadsheet.read_sheets(data, name, options.sheet)
    reading = Reading(zone, economy, days, Notes())
    ours = {kind: (sheet, rows) for sheet, rows in sheets.items() if (kind := find_sheet(sheet))}
    if "sessions" in ours and _header(ours["sessions"][1], options, name) is not None and not options.fields:
        return _read_ours(ours, name, reading, options)
    best = max(sheets, key=lambda sheet: max((score(cells) for cells in sheets[sheet].cells[:_HEADER_ROWS]), default=0))
    return _read_list(sheets[best], best if len(sheets) > 1 else "", name, reading, options)


def _header(rows: Rows, options: TableOptions, name: str) -> int | None:
    """The index of the row of headings; None where none looks like one. Raises ``UserError`` for a row without."""
    if options.header_row is not None:
        if options.header_row in rows.numbers and any(rows.cells[rows.numbers.index(options.header_row)]):
            return rows.numbers.index(options.header_row)
        raise UserError(
            _("Row {row} of “{file}” has no headings. Give the number of the row that has them.").format(
                row=options.header_row, file=name
            )
        )
    wanted = {word_key(column) for column, _field in options.fields}
    scores = [
        score(cells) + sum(bool(cell) and word_key(cell) in wanted for cell in cells)
        for cells in rows.cells[:_HEADER_ROWS]
    ]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= 2 else None


def _sheet(rows: Rows, sheet: str, header: int, wishes: Mapping[int, str] | None = None) -> Sheet:
    return Sheet(sheet, rows.cells[header], rows.cells[header + 1 :], rows.numbers[header + 1 :], wishes or {})


def _read_list(rows: Rows, sheet: str, name: str, reading: Reading, options: TableOptions) -> ProgrammeDraft:
    header = _header(rows, options, name)
    if header is None and options.fields and rows.cells:
        header = 0  # what the user calls columns may be in it
    if header is None:
        raise _no_headings(name)
    wishes = _wishes(rows.cells[header], options.fields)
    table = _sheet(rows, sheet, header, wishes)
    columns = {found[0] for i, h in enumerate(table.headings) if (found := _column(i, h, wishes)) and found[0]}
    if "title" not in columns:
        raise _no_headings(name)
    sessions = tuple(s for row in rows_of(table, "sessions") if (s := read_session(row, sheet, reading)))
    says = {"title", "state"} | (columns & {"abstract", "track", "language", "expected", "room", "type"})
    if columns & {"start", "date"}:
        says |= {"starts_at", "minutes"}
    if any(column.startswith(PEOPLE_PREFIX) for column in columns):
        says.add("appearances")
    return ProgrammeDraft(
        format=FORMAT,
        source="table",
        sessions=sessions,
        rooms=tuple(reading.rooms.values()),
        speakers=tuple(reading.speakers.values()),
        problems=tuple(reading.notes.problems),
        says=frozenset(says),
        is_whole=reading.notes.is_whole,
        unread=frozenset(reading.notes.unread),
    )


def _column(index: int, heading: str, wishes: Mapping[int, str]) -> tuple[str, str] | None:
    return (wishes[index], "") if index in wishes else find_column(heading)


def _no_headings(name: str) -> UserError:
    words = _(
        "“{file}” has no row of headings that this program knows, such as “Title”, “Date”, “Start” and “Room”. Name the"
        " row with --header-row and the columns with --map, or add a row of headings to the file."
    )
    in_window = _(
        "“{file}” has no row of headings that this program knows, such as “Title”, “Date”, “Start” and “Room”. Add such"
        " a row to the file, then choose it again."
    )
    return UserError(words.format(file=name), in_window=in_window.format(file=name))


def _wishes(headings: Sequence[str], fields: Sequence[tuple[str, str]]) -> dict[int, str]:
    """Columns chosen by hand. Raises ``UserError`` for a column or field that there is not."""
    found: dict[int, str] = {}
    for column, field in fields:
        index = next((i for i, h in enumerate(headings) if word_key(h) == word_key(column) and h.strip()), None)
        if index is None:
            words = _("There is no column “{name}”. The columns are: {columns}.")
            raise UserError(words.format(name=column, columns="; ".join(clean(h) for h in headings if h.strip())))
        found[index] = _field(field)
    return found


def _field(name: str) -> str:
    plain = name.strip().lower()
    if plain in ("", "-", "none", "ignore"):
        return ""
    if plain in SHEETS["sessions"]:
        return plain
    if known := find_column(name):
        return known[0]
    fields = ", ".join(field.removeprefix(PEOPLE_PREFIX) for field in SHEETS["sessions"])
    raise UserError(_("There is no field “{name}”. The fields are: {fields}.").format(name=name, fields=fields))


def _read_ours(
    ours: Mapping[str, tuple[str, Rows]], name: str, reading: Reading, options: TableOptions
) -> ProgrammeDraft:
    """The layout of this program, whoever filled it in; only what it wrote itself has ids of ours."""
    heading = _heading(ours.get("about"))
    reading.is_ours = heading is not None
    if heading is not None:
        reading.zone = heading.zone
    for row in _rows(ours, "rooms"):
        _read_room(row, ours["rooms"][0], reading)
    for row in _rows(ours, "speakers"):
        _read_speaker(row, ours["speakers"][0], reading)
    title, rows = ours["sessions"]
    header = _header(rows, options, name)
    assert header is not None, "it was found before"
    sessions = [
        s for row in rows_of(_sheet(rows, title, header), "sessions") if (s := read_session(row, title, reading))
    ]
    draft = ProgrammeDraft(
        format="workbook",
        source="o2o-events" if heading else "table",
        sessions=tuple(_with_slots(sessions, ours, reading)),
        rooms=tuple(reading.rooms.values()),
        speakers=tuple(reading.speakers.values()),
        problems=(),
        has_all_languages=True,
        is_whole=reading.notes.is_whole,
        is_ours=heading is not None,
        unread=frozenset(reading.notes.unread),
        heading=heading,
    )
    draft = replace(draft, problems=tuple(reading.notes.problems), unread=frozenset(reading.notes.unread))
    if heading is not None:
        return draft
    columns = {found[0] for cell in rows.cells[header] if (found := find_column(cell))}
    says = draft.says & (columns | {"title", "state", "starts_at", "minutes", "appearances"})
    return replace(draft, says=frozenset(says | ({"slots"} if "slots" in ours else set())))


def _rows(ours: Mapping[str, tuple[str, Rows]], kind: str) -> list[Row]:
    """The rows below the headings of one of our sheets; none where it is not there."""
    if kind not in ours or not ours[kind][1].cells:
        return []
    title, rows = ours[kind]
    return rows_of(_sheet(rows, title, 0), kind)


def _heading(about: tuple[str, Rows] | None) -> Heading | None:
    """What our last sheet says; None where the file is not from this program."""
    if about is None:
        return None
    values = {cells[0]: cells[1] for cells in about[1].cells if len(cells) > 1}
    try:
        moment = datetime.fromisoformat(values["made_at"])
        if OURS not in values or find_zone(values["timezone"]) is None or moment.tzinfo is None:
            return None
        days = tuple(date.fromisoformat(day) for day in values["days"].split())
        return Heading(
            values["code"], values["title"], values.get("venue", ""), values["timezone"], days, moment.astimezone(UTC)
        )
    except (KeyError, ValueError):
        return None


def _names(row: Row, place: str, notes: Notes) -> LocalizedText:
    return texts(row, "name", place, notes)


def _read_room(row: Row, sheet: str, reading: Reading) -> None:
    place = place_of(row, sheet)
    name = _names(row, place, reading.notes)
    own, ref = clean(row.one("id")), clean(row.one("ref"))
    if not name:
        reading.notes.tell(place, _("This room has no name. Give it one, then import again."), row=row.number)
        return
    text = clean(row.one("capacity"))
    capacity = int(text) if text.isdecimal() and 0 < int(text[:9]) <= 1_000_000 else None
    if text and capacity is None:
        reading.notes.tell(
            place, _("This is no number of people. Write digits only."), row=row.number, column="capacity", value=text
        )
    label = next(iter(name.values()))
    room = DraftRoom(ref if reading.is_ours else ref or own or label, name, capacity, own if reading.is_ours else "")
    if not room.key:
        room = replace(room, ref=label)
    reading.rooms.setdefault(room.key, room)


def _read_speaker(row: Row, sheet: str, reading: Reading) -> None:
    notes, place = reading.notes, place_of(row, sheet)
    name = notes.line(row.one("name"), place, row=row.number, column="name")
    if not name:
        notes.tell(place, _("This speaker has no name. Give one, then import again."), row=row.number)
        return
    own, ref = clean(row.one("id")), clean(row.one("ref"))
    economy = find_economy(row.one("economy")) if row.one("economy") else None
    if row.one("economy") and economy is None:
        words = _("This economy is not known. Write it as in the list of economies.")
        notes.tell(place, words, row=row.number, column=row.headings["economy"], value=row.one("economy"))
    speaker = DraftSpeaker(
        ref=ref if reading.is_ours else ref or own or "name:" + fold(name),
        name=name,
        own_script_name=notes.line(row.one("own_script_name"), place),
        economy=economy.code if economy else None,
        organisation=notes.line(row.one("organisation"), place),
        position=notes.line(row.one("job"), place),
        biography=texts(row, "biography", place, notes, lines=True),
        available=_available(row, place, notes),
        id=own if reading.is_ours else "",
    )
    if not speaker.key:
        speaker = replace(speaker, ref="name:" + fold(name))
    reading.add_speaker(speaker)


def _available(row: Row, place: str, notes: Notes) -> tuple[tuple[datetime, datetime], ...] | None:
    """Pairs of ISO moments, as our layout writes them: start/end; start/end."""
    found = []
    for part in row.one("available").split(";"):
        if not part.strip():
            continue
        try:
            start, end = (datetime.fromisoformat(moment.strip()) for moment in part.split("/"))
            if start.tzinfo is None or end.tzinfo is None or end <= start:
                raise ValueError(part)
        except ValueError:
            words = _("This is no time to be available. Write it like 2016-03-17T09:00+07:00/2016-03-17T12:00+07:00.")
            notes.tell(place, words, row=row.number, column=row.headings["available"], value=part)
            continue
        found.append((start.astimezone(UTC), end.astimezone(UTC)))
    return tuple(found) or None


def _with_slots(
    sessions: list[DraftSession], ours: Mapping[str, tuple[str, Rows]], reading: Reading
) -> list[DraftSession]:
    """Sessions with the rows of the sheet of slots, in its order within each."""
    by_session: dict[str, list[tuple[float, DraftSlot]]] = {}
    known = {session.key: session for session in sessions}
    titles = {fold(text): session.key for session in sessions for text in session.title.values()}
    for row in _rows(ours, "slots"):
        place = place_of(row, ours["slots"][0])
        wanted = clean(row.one("session"))
        key = wanted if wanted in known else titles.get(fold(wanted), "")
        slot = _read_slot(row, place, known[key].type if key else "", reading)
        if not key:
            words = _("There is no session “{name}” for this slot. Write the session’s ID or title.")
            reading.notes.tell(place, words.format(name=wanted), row=row.number, is_lost=True)
        elif slot is not None:
            text = clean(row.one("position"))
            position = float(text) if text.isdecimal() and len(text) < 9 else float("inf")
            by_session.setdefault(key, []).append((position, slot))
    ordered = {key: tuple(s for _p, s in sorted(many, key=lambda item: item[0])) for key, many in by_session.items()}
    return [replace(session, slots=ordered.get(session.key, ())) for session in sessions]


def _read_slot(row: Row, place: str, kind: str, reading: Reading) -> DraftSlot | None:
    notes = reading.notes
    title = texts(row, "title", place, notes)
    minutes = read_duration(row.one("minutes"))
    if not title or minutes is None or not is_length(minutes):
        words = _("This slot has no title or no length in minutes. Give it both, then import again.")
        notes.tell(place, words, row=row.number, value=next(iter(title.values()), ""), is_lost=True)
        return None
    own, ref = clean(row.one("id")), clean(row.one("ref"))
    return DraftSlot(
        ref=ref if reading.is_ours else ref or own,
        title=title,
        minutes=minutes,
        practice=clean(row.one("practice")) or None,
        appearances=read_parts(row, place, kind, reading),
        id=own if reading.is_ours else "",
    )
