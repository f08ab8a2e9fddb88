"""People as they are listed and shown: one entry a registration."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.engine import Row

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
_IN_FORCE: Final = (
    select(_B.code)
    .where(_B.registration == _R.id, _B.revoked_at.is_(None), _B.deleted.is_(False))
    .order_by(_B.issued_at.desc())
    .limit(1)
    .scalar_subquery()
    .label("badge")
)
_ENTRY: Final = (
    _P.id.label("person"),
    _R.id.label("registration"),
    _R.event,
    _P.title,
    _P.given_name,
    _P.family_name,
    _P.printed_name,
    _P.own_script_name,
    _P.organisation,
    _P.position,
    _P.sector,
    _P.economy,
    _P.economy_note,
    _P.gender,
    _R.category,
    _R.roles,
    _R.status,
    _R.status_reason,
    _IN_FORCE,
    _P.email,
    _P.phone,
    _R.days,
    _R.valid_from,
    _R.valid_until,
    _R.desk_note,
    _R.needs_attention,
    _R.age_35_or_under,
    _R.consent_list_on,
    _R.consent_survey_on,
    _R.consent_photo_on,
    _R.is_funded,
    _R.source,
    _R.source_ref,
    _R.registered_at,
)
_REGISTERED: Final = (
    select(*_ENTRY)
    .select_from(RegistrationRow.__table__.join(PersonRow.__table__, _R.person == _P.id))
    .where(_R.deleted.is_(False), _P.deleted.is_(False))
)


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


@dataclass(frozen=True)
class Needs:
    """What somebody needs at one event."""

    dietary: str = ""
    access: str = ""


def list_people(tx: Tx, event: Event) -> list[PersonEntry]:
    """Everybody registered for an event, whatever the state, by family name."""
    entries = _entries(tx, _REGISTERED.where(_R.event == event.id))
    return sorted(entries, key=lambda e: (sort_key(e.family_name, e.given_name, e.printed_name), e.registration))


def get_person(tx: Tx, event: Event, person_ref: str) -> PersonEntry:
    """Somebody's registration for an event, by person id, badge short code or e-mail address.

    Raises ``UserError`` where nobody is meant, several are, or the person is not registered for the event.
    """
    person = find_person_id(tx, person_ref)
    entries = _entries(tx, _REGISTERED.where(_R.event == event.id, _P.id == person))
    if not entries:
        row = tx.get_one(PersonRow, person)
        raise UserError(
            _("{name} is not registered for {event}. Add them with “people add”, or choose another event.").format(
                name=row.printed_name, event=event.code
            )
        )
    return entries[0]


def get_registration(tx: Tx, registration: str) -> PersonEntry | None:
    """One registration by its id."""
    return next(iter(_entries(tx, _REGISTERED.where(_R.id == registration))), None)


def list_registrations(tx: Tx, person: str) -> list[PersonEntry]:
    """All registrations of one person, the earliest made first."""
    return _entries(tx, _REGISTERED.where(_P.id == person).order_by(_R.id))


def get_entries(tx: Tx, registrations: Sequence[str]) -> list[PersonEntry]:
    """The entries of these registrations, in the order asked for."""
    found = {e.registration: e for e in _entries(tx, _REGISTERED.where(_R.id.in_(registrations)))}
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


def _entries(tx: Tx, statement: Select[Any]) -> list[PersonEntry]:
    return [_entry(row) for row in tx.execute(statement)]


def _entry(row: Row[Any]) -> PersonEntry:
    values: dict[str, Any] = dict(row._mapping)
    values["roles"] = tuple(values["roles"] or ())
    values["days"] = tuple(map(date.fromisoformat, values["days"] or ()))
    return PersonEntry(**values)


def count_people(tx: Tx, event: Event, statuses: Iterable[str] | None = None) -> int:
    """How many are registered for an event, in these states or in any."""
    statement = select(func.count()).select_from(RegistrationRow.__table__)
    statement = statement.where(_R.event == event.id, _R.deleted.is_(False))
    if statuses is not None:
        statement = statement.where(_R.status.in_(list(statuses)))
    return int(tx.scalar(statement) or 0)


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
