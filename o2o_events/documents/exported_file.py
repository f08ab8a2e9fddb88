"""Exported files: the archive of an event, the replica for a desk, and figures that name nobody."""

import hashlib
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from o2o_events.checkin.exported_rows import Attended, SessionAttended, attended_days, attended_sessions
from o2o_events.db.columns import to_json
from o2o_events.db.copying import draft_of
from o2o_events.db.database import Database, connect
from o2o_events.db.models import PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.db.upgrade import SCHEMA
from o2o_events.documents.feedback_exported import anonymous_rows, answered_rows, session_titles
from o2o_events.documents.suppressing import suppress
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.economies import economy_name
from o2o_events.registers.events import Event, list_events
from o2o_events.replication.exported import Manifest, new_seal, seal, sha256_of, write_manifest, write_views
from o2o_events.replication.exporting import Derived, Exported, export_archive, export_desk


def export_event(
    database: Database,
    file: Path,
    *,
    kind: str,
    event: Event | None = None,
    passphrase: str | None = None,
    overwrite: bool = False,
) -> Exported:
    """Writes one exported file. ``desk`` needs a passphrase, the other kinds an event.

    Raises ``UserError`` where one is missing, or the file exists and is not to be overwritten.
    """
    if file.exists() and file.samefile(database.file):
        raise UserError(_("“{file}” is the project itself. Give the export another name.").format(file=file.name))
    if kind == "desk":
        if not passphrase:
            raise UserError(
                _(
                    "A file for a desk holds everything, so it needs a passphrase. Give one with"
                    " --export-passphrase-file."
                ),
                in_window=_("A file for a desk holds everything, so it needs a passphrase. Type one."),
            )
        return export_desk(database, file, passphrase=passphrase, derive=_derive, overwrite=overwrite)
    if event is None:
        raise UserError(
            _("Say which event to export, with --event and its code."), in_window=_("Choose the event to export first.")
        )
    if kind == "archive":
        return export_archive(database, file, event=event.id, derive=_derive, overwrite=overwrite)
    return _export_anonymous(database, file, event, overwrite=overwrite)


def _derive(tx: Tx) -> Derived:
    events = list_events(tx)
    days = [row for event in events for row in attended_days(tx, event)]
    sessions = [row for event in events for row in attended_sessions(tx, event)]
    answers = [row for event in events for row in answered_rows(tx, event)]
    return Derived(
        [_stored(row) for row in days], [_stored(row) for row in sessions], [astuple(row) for row in answers]
    )


def _stored(row: Attended | SessionAttended) -> tuple[Any, ...]:
    return tuple(value.isoformat() if hasattr(value, "isoformat") else value for value in astuple(row))


def _export_anonymous(database: Database, file: Path, event: Event, *, overwrite: bool) -> Exported:
    """People as numbers drawn anew, in an order drawn anew; small groups suppressed; moments to the hour."""
    with database.read() as tx:
        people, numbers = _anonymous_people(tx, event)
        days = [_anonymous_day(row, numbers, people) for row in attended_days(tx, event)]
        attended = attended_sessions(tx, event)
        session_numbers = _session_numbers(attended, session_titles(tx, event))
        sessions = [_anonymous_session(row, numbers) for row in _numbered(attended, session_numbers)]
        answers = [astuple(row) for row in anonymous_rows(tx, event, session_numbers)]
        made_at = tx.wall()
    ordered = sorted(people.items())
    random.SystemRandom().shuffle(days)
    content = to_json(
        [ordered, sorted(map(to_json, days)), sorted(map(to_json, sessions)), sorted(map(to_json, answers))]
    )
    place = new_seal()
    manifest = Manifest(
        kind="anonymous",
        event=event.code,
        project="",
        desk="",
        desk_id="",
        made_at=made_at.isoformat(),
        schema=SCHEMA,
        facts=0,
        records=len(people),
        digest=hashlib.sha256(content.encode()).hexdigest(),
        seal=place,
    )
    with draft_of(file, overwrite=overwrite) as draft:
        _write_anonymous(draft, event, ordered, Derived(days, sessions, answers), manifest)
        seal(draft, place)
    return Exported(file, "anonymous", 0, len(people), sha256_of(file))


Shown = tuple[str | None, ...]
"""Economy, gender, category and status, as far as they may be shown."""


def _anonymous_people(tx: Tx, event: Event) -> tuple[dict[str, Shown], dict[str, str]]:
    """Number -> what is shown; person -> number."""
    rows = list(
        tx.execute(
            select(PersonRow.id, PersonRow.economy, PersonRow.gender, RegistrationRow.category, RegistrationRow.status)
            .join(RegistrationRow, RegistrationRow.person == PersonRow.id)
            .where(RegistrationRow.event == event.id, ~RegistrationRow.deleted, ~PersonRow.deleted)
        )
    )
    random.SystemRandom().shuffle(rows)
    shown = suppress([(economy_name(r.economy) or None, r.gender, r.category, r.status) for r in rows])
    numbers = {row.id: f"P{number:05}" for number, row in enumerate(rows, 1)}
    return {numbers[row.id]: values for row, values in zip(rows, shown, strict=True)}, numbers


def _to_hour(moment: datetime | None) -> str | None:
    return None if moment is None else moment.replace(minute=0, second=0, microsecond=0).isoformat()


def _anonymous_day(row: Attended, numbers: dict[str, str], people: dict[str, Shown]) -> tuple[Any, ...]:
    number = numbers.get(row.person or "")
    economy, gender, category, _status = people[number] if number else (None, None, None, None)
    moments = (_to_hour(row.first_in), _to_hour(row.last_out))
    return (row.event, row.day.isoformat(), number, None, None, economy, gender, category, *moments, row.entries, None)


def _session_numbers(rows: Sequence[SessionAttended], others: Collection[str]) -> dict[str, str]:
    """A session's name is free text and may name a speaker: sessions are numbered instead, those not attended last."""
    names = sorted({(row.starts_at.isoformat() if row.starts_at else "", row.session) for row in rows})
    titles = dict.fromkeys([session for _starts, session in names] + sorted(others))
    return {session: f"Session {number}" for number, session in enumerate(titles, 1)}


def _numbered(rows: Sequence[SessionAttended], numbers: Mapping[str, str]) -> list[SessionAttended]:
    return [replace(row, session=numbers[row.session]) for row in rows]


def _anonymous_session(row: SessionAttended, numbers: dict[str, str]) -> tuple[Any, ...]:
    number = numbers.get(row.person or "")
    starts = row.starts_at.isoformat() if row.starts_at else None
    return (row.event, row.session, starts, number, _to_hour(row.first_in), row.minutes_inside)


def _write_anonymous(
    draft: Path,
    event: Event,
    people: Sequence[tuple[str, Shown]],
    derived: Derived,
    manifest: Manifest,
) -> None:
    raw = connect(draft, None)
    try:
        raw.execute("BEGIN")
        write_views(raw, derived.attendance, derived.sessions, derived.answers)
        raw.execute(
            "CREATE TABLE exported_participant (event TEXT NOT NULL, person TEXT NOT NULL, family_name TEXT,"
            " given_name TEXT, economy TEXT, gender TEXT, category TEXT, organisation TEXT, status TEXT) STRICT"
        )
        raw.executemany(
            "INSERT INTO exported_participant VALUES (?, ?, NULL, NULL, ?, ?, ?, NULL, ?)",
            [(event.code, number, *shown) for number, shown in people],
        )
        raw.execute("CREATE VIEW participants AS SELECT * FROM exported_participant ORDER BY person")
        write_manifest(raw, manifest)
        raw.execute("COMMIT")
    finally:
        raw.close()
