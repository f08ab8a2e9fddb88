"""People as they are listed and shown: one entry a registration."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import and_, func, or_, select

from o2o_events.clock import from_microseconds
from o2o_events.db.models import BadgeRow, NeedRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people.names import sort_key
from o2o_events.registers.economies import economy_name
from o2o_events.registers.events import Event

_B: Final = BadgeRow.__table__.c
_P: Final = PersonRow.__table__.c
_R: Final = RegistrationRow.__table__.c
_SELECT: Final = """
    SELECT p.id, r.id, r.event, p.title, p.given_name, p.family_name, p.printed_name, p.own_script_name,
        p.organisation, p.position, p.sector, p.economy, p.economy_note, p.gender, r.category, r.roles, r.status,
        r.status_reason,
        (SELECT b.code FROM badge b WHERE b.registration = r.id AND b.revoked_at IS NULL AND NOT b.deleted
            ORDER BY b.issued_at DESC LIMIT 1),
        p.email, p.phone, r.days, r.valid_from, r.valid_until, r.desk_note, r.needs_attention, r.age_35_or_under,
        r.consent_list_on, r.consent_survey_on, r.consent_photo_on, r.is_funded, r.source, r.source_ref, r.registered_at
    FROM registration r JOIN person p ON p.id = r.person WHERE NOT r.deleted AND NOT p.deleted AND """
"""In the order of ``PersonEntry``. Plain SQL: a search reads fifty of these with every key that is typed."""


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """Somebody's registration for one event, with all that is known of the person.

    ``economy`` is a code, ``badge`` the short code of the badge in force, ``days`` empty for every day
    of the event; each consent is the day it was given, or None.
    """

    person: str
    registration: str
    event: str
    title: str
    given_name: str
    family_name: str
    printed_name: str
    own_script_name: str
    organisation: str
    position: str
    sector: str
    economy: str | None
    economy_note: str
    gender: str
    category: str
    roles: tuple[str, ...]
    status: str
    status_reason: str
    badge: str | None
    email: str
    phone: str
    days: tuple[date, ...]
    valid_from: datetime | None
    valid_until: datetime | None
    desk_note: str
    needs_attention: bool
    age_35_or_under: str
    consent_list_on: date | None
    consent_survey_on: date | None
    consent_photo_on: date | None
    is_funded: bool | None
    source: str
    source_ref: str
    registered_at: datetime | None

    @property
    def economy_name(self) -> str:
        """The one name that is printed; a non-member's own, or nothing."""
        if self.economy_note and self.economy in (None, "NONMEMBER"):
            return self.economy_note
        return economy_name(self.economy)


_NAMES: Final = [field.name for field in fields(PersonEntry)]
_ROLES, _DAYS, _ATTENTION = (_NAMES.index(name) for name in ("roles", "days", "needs_attention"))
_FLAGS: Final = [_NAMES.index("is_funded")]
_MOMENTS: Final = [_NAMES.index(name) for name in ("valid_from", "valid_until", "registered_at")]
_CONSENT_DAYS: Final = [i for i, name in enumerate(_NAMES) if name.startswith("consent_")]
_CHUNK: Final = 500


@dataclass(frozen=True)
class Needs:
    """What somebody needs at one event."""

    dietary: str = ""
    access: str = ""


def list_people(tx: Tx, event: Event) -> list[PersonEntry]:
    """Everybody registered for an event, whatever the state, by family name."""
    entries = _entries(tx, "r.event = ?", event.id)
    return sorted(entries, key=lambda e: (sort_key(e.family_name, e.given_name, e.printed_name), e.registration))


def get_person(tx: Tx, event: Event, person_ref: str) -> PersonEntry:
    """Somebody's registration for an event, by person id, badge short code or e-mail address.

    Raises ``UserError`` where nobody is meant, several are, or the person is not registered for the event.
    """
    person = find_person_id(tx, person_ref)
    entries = _entries(tx, "p.id = ? AND +r.event = ?", person, event.id)
    if not entries:
        row = tx.get_one(PersonRow, person)
        raise UserError(
            _("{name} is not registered for {event}. Add them with “people add”, or choose another event.").format(
                name=row.printed_name, event=event.code
            ),
            in_window=_(
                "{name} is not registered for {event}. Add them on the page “People”, or choose another event."
            ).format(name=row.printed_name, event=event.code),
        )
    return entries[0]


def get_registration(tx: Tx, registration: str) -> PersonEntry | None:
    """One registration by its id."""
    return next(iter(_entries(tx, "r.id = ?", registration)), None)


def list_registrations(tx: Tx, person: str) -> list[PersonEntry]:
    """All registrations of one person, the earliest made first."""
    return _entries(tx, "p.id = ? ORDER BY r.id", person)


def get_entries(tx: Tx, registrations: Sequence[str]) -> list[PersonEntry]:
    """The entries of these registrations, in the order asked for."""
    found: dict[str, PersonEntry] = {}
    for start in range(0, len(registrations), _CHUNK):
        chunk = registrations[start : start + _CHUNK]
        places = ", ".join("?" * len(chunk))
        found |= {entry.registration: entry for entry in _entries(tx, f"r.id IN ({places})", *chunk)}
    return [found[registration] for registration in registrations if registration in found]


def get_needs(tx: Tx, registration: str) -> Needs:
    """What somebody needs; empty where nothing was said, or when it is gone after the event."""
    row = tx.get(NeedRow, registration)
    return Needs() if row is None or row.deleted else Needs(row.dietary, row.access)


def find_person_id(tx: Tx, ref: str) -> str:
    """The id of the person that an id, a badge's short code or an e-mail address stands for.

    Raises ``UserError`` where it stands for nobody, or for several.
    """
    ref = ref.strip()
    direct = or_(_P.id == ref.lower(), func.lower(_P.email) == ref.lower()) if "@" in ref else _P.id == ref.lower()
    found = tx.execute(select(_P.id, _P.printed_name, _P.organisation).where(direct, _P.deleted.is_(False)))
    people = {row.id: row for row in found}
    if not people:
        typed = "".join(c for c in ref.upper() if c.isalnum())
        code = f"{typed[:4]}-{typed[4:]}"
        of_badge = or_(_R.id == ref.lower(), _R.id.in_(select(_B.registration).where(_B.code == code)))
        joined = RegistrationRow.__table__.join(PersonRow.__table__, _R.person == _P.id)
        rows = tx.execute(
            select(_P.id, _P.printed_name, _P.organisation)
            .select_from(joined)
            .where(and_(of_badge, _R.deleted.is_(False), _P.deleted.is_(False)))
        )
        people = {row.id: row for row in rows}
    if not people:
        raise UserError(
            _("There is nobody “{ref}”. Give a person's id, the code on the badge, or an e-mail address.").format(
                ref=ref
            )
        )
    if len(people) > 1:
        names = "; ".join(f"{row.printed_name} ({row.id})" for row in people.values())
        raise UserError(
            _("“{ref}” stands for several people: {names}. Give the id of one.").format(ref=ref, names=names)
        )
    return str(next(iter(people)))


def _entries(tx: Tx, where: str, *values: str) -> list[PersonEntry]:
    tx.flush()
    return [_entry(*row) for row in tx.connection().exec_driver_sql(_SELECT + where, values)]


def _entry(*row: Any) -> PersonEntry:
    values = list(row)
    values[_ROLES] = _texts(values[_ROLES])
    values[_DAYS] = tuple(map(date.fromisoformat, _texts(values[_DAYS]))) if values[_DAYS] else ()
    values[_ATTENTION] = bool(values[_ATTENTION])
    for i in _FLAGS:
        values[i] = None if values[i] is None else bool(values[i])
    for i in _MOMENTS:
        values[i] = None if values[i] is None else from_microseconds(values[i])
    for i in _CONSENT_DAYS:
        values[i] = None if values[i] is None else date.fromisoformat(values[i])
    return PersonEntry(*values)


@lru_cache(maxsize=1_000)
def _texts(stored: str | None) -> tuple[str, ...]:
    return tuple(json.loads(stored)) if stored else ()


def registrations_by_name(tx: Tx, event: Event, statuses: Iterable[str] | None = None) -> list[str]:
    """The ids of an event's registrations in these states, or in any, by family name: what a long list scrolls over."""
    statement = (
        select(_R.id, _P.family_name, _P.given_name, _P.printed_name)
        .select_from(RegistrationRow.__table__.join(PersonRow.__table__, _R.person == _P.id))
        .where(_R.event == event.id, _R.deleted.is_(False), _P.deleted.is_(False))
    )
    if statuses is not None:
        statement = statement.where(_R.status.in_(list(statuses)))
    rows = sorted(tx.execute(statement), key=lambda r: (sort_key(r.family_name, r.given_name, r.printed_name), r.id))
    return [row.id for row in rows]
