"""The list of contacts of an event: for the organiser alone, and never without a trace."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from o2o_events.db.database import Database
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people.queries import PersonEntry, list_people
from o2o_events.registers.audit import note_done
from o2o_events.registers.events import Event
from o2o_events.registers.pins import unlock
from o2o_events.text import clean

PURPOSES: Final = ("list", "survey")
"""For what somebody agreed to be written to: the shared list of participants, the Secretariat's survey."""
CONTACTS: Final = "contacts"
"""The outcome of the audit fact."""


@dataclass(frozen=True)
class Contact:
    """Somebody who agreed, with the day on which they did."""

    entry: PersonEntry
    agreed_on: date


@dataclass(frozen=True)
class Contacts:
    """Those who agreed, in the order of the people's list; the others are only a number."""

    event: Event
    purpose: str
    contacts: tuple[Contact, ...]
    not_shared: int


def release_contacts(database: Database, *, event: Event, pin: str, operator: str, purpose: str = "list") -> Contacts:
    """The contacts of those who agreed, against the organiser's PIN; the audit fact is kept before they are answered.

    Raises ``UserError`` where the PIN is wrong, nobody is named, or there is no such purpose.
    """
    if purpose not in PURPOSES:
        raise UserError(_("Give the purpose that people agreed to: {words}.").format(words=", ".join(PURPOSES)))
    check_operator(operator)
    unlock(database, pin=pin)
    with database.write() as tx:
        found = _read(tx, event, purpose)
        note_contacts(tx, event=event, operator=operator, rows=len(found.contacts), what=purpose)
    return found


def check_operator(operator: str) -> None:
    """Raises ``UserError`` where nobody is named."""
    if not clean(operator):
        raise UserError(
            _("Contacts are handed out to somebody: give your name (--operator on the command line)."),
            in_window=_("Contacts are handed out to somebody: type your name."),
        )


def note_contacts(tx: Tx, *, event: Event, operator: str, rows: int, what: str) -> None:
    """Keeps that contacts were handed out: by whom, for what, how many; never whose."""
    note_done(tx, what=CONTACTS, by=operator, rows=rows, event=event.id, of=what)


def _read(tx: Tx, event: Event, purpose: str) -> Contacts:
    everybody = [entry for entry in list_people(tx, event) if entry.status in ("registered", "confirmed")]
    agreed = ((entry, _agreed_on(entry, purpose)) for entry in everybody)
    contacts = tuple(Contact(e, day) for e, day in agreed if day is not None and (e.email or e.phone))
    return Contacts(event, purpose, contacts, len(everybody) - len(contacts))


def _agreed_on(entry: PersonEntry, purpose: str) -> date | None:
    return entry.consent_list_on if purpose == "list" else entry.consent_survey_on
