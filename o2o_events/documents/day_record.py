"""How the days went: what was released beside what was planned last and what really happened, as CSV, XLSX or JSON."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from o2o_events.agenda.actual import Compared
from o2o_events.agenda.running import compare_with_release
from o2o_events.agenda.versions import get_release
from o2o_events.db.database import Database
from o2o_events.documents.attendance_csv import harmless
from o2o_events.documents.output import appearing_whole
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import Event

FORMATS = (".csv", ".xlsx", ".json")
Cell = str | int | None
_LONGEST_CELL = 32_767


@dataclass(frozen=True)
class WrittenRecord:
    """What was written: sessions and slots, a row each."""

    file: Path
    rows: int


def write_day_record(database: Database, *, event: Event, file: Path, release: int | None = None) -> WrittenRecord:
    """Writes the record of an event's days against a release (the latest without a number).

    An existing file is replaced in one step. Raises ``UserError`` for another ending.
    """
    ending = file.suffix.lower()
    if ending not in FORMATS:
        raise UserError(
            _("“{file}” should end in one of {endings}. Give the file such a name.").format(
                file=file.name, endings=", ".join(FORMATS)
            )
        )
    with database.read() as tx:
        chosen = get_release(tx, event, release) if release is not None else None
        rows = compare_with_release(tx, event, chosen)
    with appearing_whole(file) as part:
        if ending == ".json":
            lines = [to_json(row) for row in rows]
            part.write_text(json.dumps(lines, ensure_ascii=False, indent=1, default=_moment), encoding="utf-8")
        elif ending == ".csv":
            _write_csv(part, event, rows)
        else:
            _write_xlsx(part, event, rows)
    return WrittenRecord(file, len(rows))


def to_json(row: Compared) -> dict[str, object]:
    """One row for programs: moments aware."""
    return {
        "session": row.session,
        "slot": row.slot,
        "title": row.title,
        "room": row.room,
        "change": row.change,
        "released_start": row.released_start,
        "released_end": row.released_end,
        "planned_start": row.planned_start,
        "planned_end": row.planned_end,
        "started_at": row.started_at,
        "ended_at": row.ended_at,
        "minutes_late": row.minutes_late,
        "minutes_over": row.minutes_over,
        "missing": row.is_missing,
    }


def change_words(change: str) -> str:
    """What became of a session since the release, in the present language."""
    return {
        "": "",
        "added": _("added"),
        "withdrawn": _("withdrawn"),
        "cancelled": _("cancelled"),
        "moved": _("moved"),
    }[change]


def headings() -> list[str]:
    return [
        _("Day"), _("Session"), _("Slot"), _("Room"), _("Since the release"), _("Released start"), _("Released end"),
        _("Planned start"), _("Planned end"), _("Started"), _("Ended"), _("Minutes late"), _("Minutes over"),
        _("Presenter missing"),
    ]  # fmt: skip


def cells(event: Event, row: Compared) -> list[Cell]:
    """One row for people: venue time of day."""
    first = row.released_start or row.planned_start or row.started_at

    def clock(moment: datetime | None) -> str | None:
        if moment is None:
            return None
        local = event.local(moment)
        is_same_day = first is None or event.day_of(first) == local.date()
        return f"{local:%H:%M}" if is_same_day else f"{local:%Y-%m-%d %H:%M}"

    return [
        event.day_of(first).isoformat() if first else None,
        None if row.slot else row.title,
        row.title if row.slot else None,
        row.room or None,
        change_words(row.change) or None,
        clock(row.released_start),
        clock(row.released_end),
        clock(row.planned_start),
        clock(row.planned_end),
        clock(row.started_at),
        clock(row.ended_at),
        row.minutes_late,
        row.minutes_over,
        _("yes") if row.is_missing else None,
    ]


def _write_csv(file: Path, event: Event, rows: Sequence[Compared]) -> None:
    with file.open("w", encoding="utf-8-sig", errors="replace", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(headings())
        for row in rows:
            line = cells(event, row)
            writer.writerow("" if cell is None else harmless(cell) if isinstance(cell, str) else cell for cell in line)


def _write_xlsx(file: Path, event: Event, rows: Sequence[Compared]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(_("How the day went")[:31])
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E8EDF3"})
        for place, heading in enumerate(headings()):
            page.write_string(0, place, heading, head)
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(cells(event, row)):
                if isinstance(cell, int):
                    page.write_number(number, place, cell)
                elif cell:
                    page.write_string(number, place, cell[:_LONGEST_CELL])
        page.set_column(0, 0, 11)
        page.set_column(1, 2, 38)
        page.set_column(3, 4, 16)
        page.set_column(5, 13, 10)
        page.freeze_panes(1, 3)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)


def _moment(value: object) -> str:
    assert isinstance(value, datetime)
    return value.astimezone(UTC).isoformat()
