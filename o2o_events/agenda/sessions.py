"""The sessions of a programme: adding, changing, moving, cancelling, taking away and putting back."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from o2o_events.agenda import session_types
from o2o_events.agenda.programme import AgendaSession
from o2o_events.agenda.queries import session_of
from o2o_events.agenda.rows import check_fields, find_of_event, find_row
from o2o_events.db.models import RoomRow, SessionRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.registers.events import Event
from o2o_events.registers.texts import read_line, read_text

UNSEEN = frozenset({"expected", "source_ref", "extra"})
"""Fields that no calendar shows."""
FIELDS = UNSEEN | {"type", "title", "abstract", "track", "language", "room", "starts_at", "minutes"}
MOST_MINUTES = 31 * 24 * 60
MOST_EXPECTED = 1_000_000
_FIRST_YEAR, _LAST_YEAR = 1990, 2199


def add_session(
    tx: Tx,
    *,
    event: Event,
    type: str,  # noqa: A002 the field's name in the programme
    title: Mapping[str, str] | str,
    minutes: int,
    room: str | None = None,
    starts_at: datetime | None = None,
    abstract: Mapping[str, str] | str = "",
    track: str = "",
    language: str = "",
    expected: int | None = None,
    source_ref: str = "",
    extra: Mapping[str, Any] | None = None,
) -> AgendaSession:
    """Adds a session; without ``starts_at`` or ``room`` it waits to be scheduled.

    Text given as ``str`` is in the present language. Raises ``UserError`` where a value cannot be.
    """
    row = SessionRow(id=new_id(), event=event.id, title={}, abstract={}, extra={}, sequence=0, state="planned")
    values = {
        "type": type, "title": title, "minutes": minutes, "room": room, "starts_at": starts_at, "abstract": abstract,
        "track": track, "language": language, "expected": expected, "source_ref": source_ref, "extra": extra or {},
    }  # fmt: skip
    _write(tx, row, values)
    tx.add(row)
    tx.flush()
    return session_of(row)


def edit_session(tx: Tx, *, session: str, changes: Mapping[str, Any]) -> None:
    """Changes the named fields of a session; no others.

    A title or abstract given as ``str`` changes the present language alone, a mapping replaces all languages.
    Raises ``UserError`` where a value cannot be.
    """
    check_fields(changes, FIELDS)
    row = find_row(tx, SessionRow, session)
    if _write(tx, row, changes) - UNSEEN:
        row.sequence += 1
    tx.flush()


def move_session(tx: Tx, *, session: str, starts_at: datetime | None, room: str | None) -> None:
    """Gives a session its start and its room; None for either sends it back to wait."""
    edit_session(tx, session=session, changes={"starts_at": starts_at, "room": room})


def cancel_session(tx: Tx, *, session: str) -> None:
    """Cancels a session: it stays in the programme, marked."""
    _set_state(tx, session, "cancelled")


def restore_session(tx: Tx, *, session: str) -> None:
    """Lets a cancelled session take place after all."""
    _set_state(tx, session, "planned")


def _set_state(tx: Tx, session: str, state: str) -> None:
    row = find_row(tx, SessionRow, session)
    if row.state != state:
        row.state = state
        row.sequence += 1
    tx.flush()


def remove_session(tx: Tx, *, session: str) -> None:
    """Takes a session out of the programme, with what is in it."""
    row = find_row(tx, SessionRow, session)
    row.deleted = True
    row.sequence += 1
    tx.flush()


def revive_session(tx: Tx, *, session: str) -> None:
    """Puts back a session that was taken out, as it was."""
    row = find_row(tx, SessionRow, session, is_removed=True)
    row.deleted = False
    row.sequence += 1
    tx.flush()


def _write(tx: Tx, row: SessionRow, values: Mapping[str, Any]) -> set[str]:
    """Writes values that differ, once all are read; answers which."""
    read = {field: _read(tx, row, field, value) for field, value in values.items()}
    changed = {field for field, value in read.items() if getattr(row, field) != value}
    for field in changed:
        setattr(row, field, read[field])
    return changed


def _read(tx: Tx, row: SessionRow, field: str, value: Any) -> Any:
    if field == "title":
        return _read_title(read_text(value, before=row.title))
    if field == "abstract":
        return read_text(value, before=row.abstract, lines=True)
    if field in ("track", "language", "source_ref"):
        return read_line(value)
    if field == "room":
        return None if value is None else find_of_event(tx, RoomRow, value, row.event).id
    if field == "extra":
        return dict(value)
    readers: dict[str, Callable[[Any], Any]] = {
        "type": _read_type,
        "minutes": read_minutes,
        "starts_at": read_start,
        "expected": _read_expected,
    }
    return readers[field](value)


def _read_title(title: dict[str, str]) -> dict[str, str]:
    if not title:
        raise UserError(_("A session needs a title. Type one, in any language."))
    return title


def _read_type(code: str) -> str:
    if code not in session_types.CODES:
        raise UserError(
            _("“{type}” is no type of session. Choose one of: {types}.").format(
                type=code, types=", ".join(session_types.CODES)
            )
        )
    return code


def read_minutes(minutes: int) -> int:
    """A length in minutes. Raises ``UserError`` where nothing can take that long."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise UserError(
            _("It cannot take {minutes} minutes. Give at least 1, and at most {most}.").format(
                minutes=minutes, most=MOST_MINUTES
            )
        )
    return minutes


def read_start(moment: datetime | None) -> datetime | None:
    """A start on the whole minute, in UTC. Raises ``UserError`` for a year that cannot be meant."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError(moment)
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise UserError(
            _("The year {year} cannot be meant. Give a moment like 2016-03-17T09:30.").format(year=moment.year)
        )
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _read_expected(amount: int | None) -> int | None:
    if amount is not None and not 0 <= amount <= MOST_EXPECTED:
        raise UserError(
            _("{n} people cannot be expected. Give a number from 0 to {most}, or leave it out.").format(
                n=amount, most=MOST_EXPECTED
            )
        )
    return amount
