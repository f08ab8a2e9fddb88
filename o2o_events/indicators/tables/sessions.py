"""T6: attendance of each session."""

from o2o_events.i18n import _
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.session_counts import SessionCount, count_sessions
from o2o_events.indicators.tables.participation import gender_columns
from o2o_events.indicators.values import Column, Row, Table
from o2o_events.indicators.words import GENDERS
from o2o_events.registers.events import Event


def build(reading: Reading) -> Table:
    """Sessions by start; those without a door have no figures: nobody counted, which is not nobody there."""
    heads = (
        Column("session", _("Session")),
        Column("scheduled", _("Scheduled")),
        Column("checked_in", _("Checked in"), "count"),
        Column("peak", _("Peak inside"), "count"),
        *gender_columns(),
    )
    counted = [(event, count) for event in reading.events for count in count_sessions(reading, event)]
    rows = tuple(_row(reading, event, count) for event, count in counted)
    return Table("T6", _("Attendance per session"), heads, rows, _notes(reading, counted))


def _row(reading: Reading, event: Event, count: SessionCount) -> Row:
    title = f"{event.code}: {count.title}" if reading.is_project else count.title
    key = f"session:{count.session}" if count.session else f"door:{event.code}:{count.title}"
    scheduled = _scheduled(event, count)
    if not count.has_door:
        return Row(key, (title, scheduled, None, None, *(None for _gender in GENDERS)))
    genders = [tuple(count.by_gender[gender]) for gender in GENDERS]
    everybody = tuple(ref for refs in genders for ref in refs)
    cells = (title, scheduled, len(everybody), count.peak, *map(len, genders))
    return Row(key, cells, everybody, by_column=dict(zip(GENDERS, genders, strict=True)))


def _scheduled(event: Event, count: SessionCount) -> str:
    """When it was to be, in venue time."""
    if count.starts_at is None:
        return ""
    start = event.local(count.starts_at)
    end = "" if count.ends_at is None else f"–{event.local(count.ends_at):%H:%M}"
    return f"{start:%Y-%m-%d %H:%M}{end}"


def _notes(reading: Reading, counted: list[tuple[Event, SessionCount]]) -> tuple[str, ...]:
    words = [
        reading.rule_words,
        _("Checked in: people who entered by one of the session's doors, each once. Peak: the most inside at one"
          " moment; who did not scan out stays until the end of the session."),
    ]  # fmt: skip
    others = sum(count.others for _event, count in counted)
    if others:
        words.append(_("Entries of people who do not count as participants: {n}.").format(n=others))
    closed = sum(not count.has_door for _event, count in counted)
    if closed:
        words.append(_("{n} sessions had no door at which badges were scanned: a dash is not nobody.").format(n=closed))
    return tuple(words)
