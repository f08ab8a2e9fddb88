"""What can be answered now at the event: its open forms, and for those about sessions, the sessions that have begun."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from o2o_events.agenda.actual import UNTOUCHED, Runs
from o2o_events.agenda.clashes import FOR_EVERYBODY
from o2o_events.agenda.programme import AgendaSession, Programme, Slot
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.running import read_runs
from o2o_events.db.columns import LocalizedText
from o2o_events.db.models import PracticeRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.feedback.forms import Form, FormVersion, current_version, list_forms, read_version
from o2o_events.registers.events import Event

EARLY: Final = timedelta(minutes=10)
"""So long before its time a session may be answered: programmes begin early, and clocks differ."""
_NOT_ASKED: Final = FOR_EVERYBODY | {"registration"}


@dataclass(frozen=True)
class Target:
    """A session or slot that a form asks about. ``is_on`` while it runs."""

    id: str
    title: LocalizedText
    of: LocalizedText
    starts_at: datetime
    is_on: bool


@dataclass(frozen=True)
class OpenForm:
    """A form that takes answers, with what it asks now. ``targets`` the latest first; empty for the whole event."""

    form: Form
    version: FormVersion
    targets: tuple[Target, ...] = ()

    def target(self, wanted: str) -> Target | None:
        return next((target for target in self.targets if target.id == wanted), None)


def read_open_forms(tx: Tx, event: Event, only: Collection[str] = (), code: str | None = None) -> list[OpenForm]:
    """The open forms of an event; those with these codes where some are named; of these the one with ``code``.

    Forms with names are interviews, held by somebody who chose them: they are offered only where they are named.
    """
    found = tx.recall(("open forms", event.id), lambda: _read_forms(tx, event))
    forms = [(form, version) for form, version in found if (form.code in only if only else not form.is_named)]
    forms = [(form, version) for form, version in forms if code in (None, form.code)]
    scopes = {form.scope for form, _version in forms} - {"event"}
    targets = {scope: tuple(_targets(tx, event, scope)) for scope in scopes}
    return [OpenForm(form, version, targets.get(form.scope, ())) for form, version in forms]


def _read_forms(tx: Tx, event: Event) -> list[tuple[Form, FormVersion]]:
    return [(form, current_version(tx, form.id)) for form in list_forms(tx, event) if form.is_open]


def find_version(tx: Tx, form: Form, wanted: str) -> FormVersion | None:
    """The version that somebody was shown; None where it is not one of this form."""
    try:
        version = tx.recall(("form version", wanted), lambda: read_version(tx, wanted))
    except UserError:
        return None
    return version if version.form == form.id else None


def _targets(tx: Tx, event: Event, scope: str) -> list[Target]:
    programme = tx.recall(("open programme", event.id), lambda: read_programme(tx, event))
    runs, now = read_runs(tx, event), tx.now()
    if scope == "session":
        found = list(_sessions(programme, runs, now))
    else:
        found = list(_slots(programme, runs, now, tx.recall(("open practices",), lambda: _practice_titles(tx))))
    return sorted(found, key=lambda target: (not target.is_on, -target.starts_at.timestamp(), target.id))


def _practice_titles(tx: Tx) -> dict[str, LocalizedText]:
    return {row.id: row.title for row in tx.execute(select(PracticeRow.id, PracticeRow.title))}


def _sessions(programme: Programme, runs: Runs, now: datetime) -> Iterator[Target]:
    for session, begins, is_on in _begun(programme, runs, now):
        yield Target(session.id, session.title, {}, begins, is_on)


def _slots(programme: Programme, runs: Runs, now: datetime, practices: dict[str, LocalizedText]) -> Iterator[Target]:
    for session, begins, is_on in _begun(programme, runs, now):
        planned = session.starts_at or begins
        for slot, starts in session.slot_times():
            run = runs.get(slot.id, UNTOUCHED)
            starts_at = run.started_at or begins + ((starts or planned) - planned)
            if run.started_at is None and starts_at > now + EARLY:
                continue
            on = run.is_running or (is_on and starts_at <= now < starts_at + timedelta(minutes=slot.minutes))
            yield Target(slot.id, _slot_title(slot, practices), session.title, starts_at, on)


def _slot_title(slot: Slot, practices: dict[str, LocalizedText]) -> LocalizedText:
    return slot.title if any(slot.title.values()) else practices.get(slot.practice or "", {})


def _begun(programme: Programme, runs: Runs, now: datetime) -> Iterator[tuple[AgendaSession, datetime, bool]]:
    """Sessions that ran or run, with when they began and whether they are on."""
    for session in programme.sessions:
        run = runs.get(session.id, UNTOUCHED)
        begins = run.started_at or session.starts_at
        if begins is None or session.is_cancelled or session.type in _NOT_ASKED:
            continue
        if run.started_at is None and begins > now + EARLY:
            continue
        ends = begins + timedelta(minutes=session.minutes)
        is_on = run.is_running or (run.is_untouched and begins <= now < ends)
        yield session, begins, is_on and now < ends + timedelta(hours=2)
