"""Which format a file is in, by its content and not by its name; and which writer an ending names."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from o2o_events.agenda.formats import opening
from o2o_events.agenda.formats.draft import ProgrammeDraft
from o2o_events.agenda.formats.workbook import TableOptions
from o2o_events.errors import UserError
from o2o_events.i18n import _

ENDINGS: Final = (".xml", ".json", ".ics", ".xlsx")
_PACKED = b"PK\x03\x04"


def read_programme_file(
    path: Path,
    *,
    zone: ZoneInfo,
    economy: str | None = None,
    days: Sequence[date] = (),
    options: TableOptions | None = None,
) -> ProgrammeDraft:
    """Reads schedule.xml, schedule.json, COSCUP's list, iCalendar, a workbook or a text table.

    ``zone``, ``economy`` and ``days`` are the event's: times without a zone, old encodings and dates are read by
    them. Raises ``UserError`` where the file is none of these.
    """
    options = options or TableOptions()
    data = opening.read_bytes(path)
    if data.startswith(_PACKED):
        from o2o_events.agenda.formats import workbook

        return workbook.read_workbook(data, name=path.name, zone=zone, economy=economy, days=days, options=options)
    head = data[:4_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"<"):
        return _read_xml(data, head, path.name, zone)
    if head[:1] in (b"{", b"["):
        from o2o_events.agenda.formats import frab_json

        text, _encoding = opening.decode(data, economy, options.encoding)
        return _with_lost_letters(frab_json.read(text, name=path.name, venue=zone), text)
    if head.upper().startswith(b"BEGIN:VCALENDAR"):
        from o2o_events.agenda.formats import icalendar_file

        text, _encoding = opening.decode(data, economy, options.encoding)
        return _with_lost_letters(icalendar_file.read(text, name=path.name, venue=zone), text)
    if data[:4_000].count(0) > 40 and not options.encoding and not _is_wide(data):
        raise UserError(opening.no_programme(path.name))
    from o2o_events.agenda.formats import workbook

    return workbook.read_text(data, name=path.name, zone=zone, economy=economy, days=days, options=options)


def _is_wide(data: bytes) -> bool:
    head = data[:4_000]
    return head[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in (head[0::2].count(0), head[1::2].count(0))


def _read_xml(data: bytes, head: bytes, name: str, zone: ZoneInfo) -> ProgrammeDraft:
    if head.lower().startswith((b"<!doctype html", b"<html", b"<table")):
        raise UserError(
            _(
                "“{file}” is a web page. Look on that page for the schedule as XML, JSON or iCalendar, and import that."
            ).format(file=name)
        )
    from o2o_events.agenda.formats import frab_xml

    return frab_xml.read(data, name=name, venue=zone)


_ESCAPED = re.compile("[\udc80-\udcff]")


def _with_lost_letters(draft: ProgrammeDraft, text: str) -> ProgrammeDraft:
    """A note where the file is in more than one encoding, so that letters are missing."""
    lost = len(_ESCAPED.findall(text)) + text.count("\ufffd")
    if not lost:
        return draft
    from o2o_events.agenda.formats.draft import DraftProblem

    words = _("{n} letters could not be read: the file is not in one encoding. Save it as UTF-8, or name its encoding.")
    return replace(draft, problems=(DraftProblem(_("the whole file"), words.format(n=lost)), *draft.problems))


def writer_for(path: Path) -> Callable[[ProgrammeDraft], bytes]:
    """What writes this kind of file, loaded when it is asked for. Raises ``UserError`` for another ending."""
    match path.suffix.lower():
        case ".xml":
            from o2o_events.agenda.formats import frab_xml

            return frab_xml.write
        case ".json":
            from o2o_events.agenda.formats import frab_json

            return lambda draft: frab_json.write(draft).encode()
        case ".ics":
            from o2o_events.agenda.formats import icalendar_file

            return icalendar_file.write
        case ".xlsx":
            from o2o_events.agenda.formats import workbook_writing

            return workbook_writing.write
    raise UserError(
        _("“{file}” should end in one of {endings}. Give the file such a name.").format(
            file=path.name, endings=", ".join((*ENDINGS, ".pdf"))
        )
    )
