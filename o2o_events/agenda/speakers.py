"""The speakers of an event: adding, changing, linking with who is registered, taking away."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from o2o_events.agenda.photos import read_photo
from o2o_events.agenda.programme import Interval, Speaker
from o2o_events.agenda.queries import speaker_of
from o2o_events.agenda.rows import appearances_of, check_fields, count_change, find_row, place, renumber
from o2o_events.db.models import AppearanceRow, PersonRow, RegistrationRow, SpeakerRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.people.fields import read_economy
from o2o_events.registers.events import Event
from o2o_events.registers.texts import read_line, read_text

SHOWN = frozenset({"name", "own_script_name", "organisation", "position", "economy"})
"""What a calendar may show of a speaker."""
FIELDS = SHOWN | {"biography", "photo", "available", "source_ref"}


def add_speaker(
    tx: Tx,
    *,
    event: Event,
    name: str,
    own_script_name: str = "",
    economy: str | None = None,
    organisation: str = "",
    position: str = "",
    biography: Mapping[str, str] | str = "",
    photo: bytes | str = "",
    available: Sequence[Interval] | None = None,
    person: str | None = None,
    source_ref: str = "",
) -> Speaker:
    """Adds a speaker; the economy in any usual spelling. Raises ``UserError`` where a value cannot be."""
    row = SpeakerRow(id=new_id(), event=event.id, biography={}, available=None, photo="", person=None)
    values = {
        "name": name, "own_script_name": own_script_name, "economy": economy, "organisation": organisation,
        "position": position, "biography": biography, "photo": photo, "available": available,
        "source_ref": source_ref,
    }  # fmt: skip
    for field, value in values.items():
        setattr(row, field, _read(row, field, value))
    tx.add(row)
    tx.flush()
    if person is not None:
        link_speaker(tx, speaker=row.id, person=person)
    return speaker_of(row)


def edit_speaker(tx: Tx, *, speaker: str, changes: Mapping[str, Any]) -> None:
    """Changes the named fields of a speaker; no others."""
    check_fields(changes, FIELDS)
    row = find_row(tx, SpeakerRow, speaker)
    read = {field: _read(row, field, value) for field, value in changes.items()}
    changed = {field for field, value in read.items() if getattr(row, field) != value}
    for field in changed:
        setattr(row, field, read[field])
    if changed & SHOWN:
        _count_changes(tx, speaker)
    tx.flush()


def remove_speaker(tx: Tx, *, speaker: str) -> None:
    """Takes a speaker off the programme, with all their parts."""
    row = find_row(tx, SpeakerRow, speaker)
    row.deleted = True
    tx.flush()
    for part in _parts(tx, speaker):
        renumber(appearances_of(tx, part.session, part.slot))
    _count_changes(tx, speaker)
    tx.flush()


def revive_speaker(tx: Tx, *, speaker: str) -> None:
    """Puts back a speaker who was taken off, with their parts where they were."""
    row = find_row(tx, SpeakerRow, speaker, is_removed=True)
    parts = _parts(tx, speaker)
    others = {(part.session, part.slot): list(appearances_of(tx, part.session, part.slot)) for part in parts}
    for part in parts:
        group = others[part.session, part.slot]
        place(part, group, part.position)
        group.insert(part.position, part)
    row.deleted = False
    _count_changes(tx, speaker)
    tx.flush()


def link_speaker(tx: Tx, *, speaker: str, person: str | None) -> None:
    """Says who of the registered people a speaker is; None unties them.

    Raises ``UserError`` where the person is not registered for the event, or is another of its speakers.
    """
    row = find_row(tx, SpeakerRow, speaker)
    if person is not None:
        _check_person(tx, row, person)
    row.person = person
    tx.flush()


def _check_person(tx: Tx, row: SpeakerRow, person: str) -> None:
    c = RegistrationRow
    registered = select(c.id).where(c.person == person, c.event == row.event, ~c.deleted)
    found = tx.get(PersonRow, person)
    if found is None or found.deleted or tx.scalar(registered) is None:
        raise UserError(_("This person is not registered for the event. Register them first, then link the speaker."))
    s = SpeakerRow
    others = select(s.name).where(s.person == person, s.event == row.event, ~s.deleted, s.id != row.id)
    if (name := tx.scalar(others)) is not None:
        raise UserError(_("This person is the speaker “{name}” already. Choose another person.").format(name=name))


def _parts(tx: Tx, speaker: str) -> Sequence[AppearanceRow]:
    c = AppearanceRow
    return tx.scalars(select(c).where(c.speaker == speaker, ~c.deleted).order_by(c.position, c.id)).all()


def _count_changes(tx: Tx, speaker: str) -> None:
    for session in sorted({part.session for part in _parts(tx, speaker)}):
        count_change(tx, session)


def _read(row: SpeakerRow, field: str, value: Any) -> Any:
    if field == "name":
        return _read_name(value)
    if field == "biography":
        return read_text(value, before=row.biography, lines=True)
    if field == "economy":
        return read_economy(value or "")
    if field == "available":
        return _read_available(value)
    if field == "photo":
        return read_photo(value)
    return read_line(value)


def _read_name(name: str) -> str:
    if not (read := read_line(name)):
        raise UserError(_("A speaker needs a name. Type it as it is to be printed."))
    return read


def _read_available(intervals: Iterable[Interval] | None) -> list[list[str]] | None:
    """Sorted, touching ones joined, in UTC; none for always."""
    joined: list[tuple[datetime, datetime]] = []
    for start, end in sorted((start.astimezone(UTC), end.astimezone(UTC)) for start, end in intervals or ()):
        if end <= start:
            raise UserError(_("The speaker would leave before coming. Check from when until when they can be there."))
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [[start.isoformat(), end.isoformat()] for start, end in joined] or None
