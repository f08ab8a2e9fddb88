"""Adding somebody at the desk, correcting what is known of them, and the state of a registration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select

from o2o_events.db import facts
from o2o_events.db.models import NeedRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.people import search
from o2o_events.people.anonymised import NO_NAME, refuse_anonymised
from o2o_events.people.fields import (
    LONGEST_NAME,
    SOURCES,
    STATUSES,
    read_answer,
    read_category,
    read_days,
    read_economy,
    read_email,
    read_gender,
    read_text,
    status_label,
)
from o2o_events.people.matching import Kind, Likeness, compare
from o2o_events.people.names import compose_name
from o2o_events.registers.categories import list_categories
from o2o_events.registers.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonDetails:
    """A person as typed. Without ``printed_name`` it is composed; economy and gender in any usual spelling."""

    given_name: str = ""
    family_name: str = ""
    title: str = ""
    printed_name: str = ""
    own_script_name: str = ""
    gender: str = "not_stated"
    economy: str = ""
    economy_note: str = ""
    organisation: str = ""
    position: str = ""
    sector: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class RegistrationDetails:
    """A place at an event. ``days`` empty: every day. Each consent: given or not, dated today when given."""

    category: str
    roles: Sequence[str] = ()
    status: str = "confirmed"
    days: Sequence[date | str] = ()
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    desk_note: str = ""
    needs_attention: bool = False
    age_35_or_under: str = "not_stated"
    consent_list: bool = False
    consent_survey: bool = False
    consent_photo: bool = False
    is_funded: bool | None = None
    source: str = "added"
    source_ref: str = ""
    dietary: str = ""
    access: str = ""


@dataclass(frozen=True)
class Registered:
    """Whom a command was about: person and registration."""

    person: str
    registration: str


def add_person(tx: Tx, *, event: Event, details: PersonDetails, registration: RegistrationDetails) -> Registered:
    """Registers somebody for an event; somebody the project knows is reused, not doubled.

    Raises ``UserError`` where a value cannot be, or the person is registered for the event already.
    """
    refuse_anonymised(tx, event)
    person = _person_row(details)
    place = _registration_row(tx, event, registration)
    known = _find_known(tx, event, person)
    if known is None:
        tx.add(person)
        tx.flush()
    else:
        _fill_gaps(known, person)
        person = known
    place.person = person.id
    tx.add(place)
    if registration.dietary or registration.access:
        tx.add(NeedRow(id=place.id, dietary=read_text(registration.dietary), access=read_text(registration.access)))
    tx.flush()
    search.reindex(tx, _registrations_of(tx, person.id))
    return Registered(person.id, place.id)


def _person_row(details: PersonDetails) -> PersonRow:
    given, family = read_text(details.given_name, LONGEST_NAME), read_text(details.family_name, LONGEST_NAME)
    own = read_text(details.own_script_name, LONGEST_NAME)
    economy = read_economy(details.economy)
    printed = read_text(details.printed_name, 2 * LONGEST_NAME + 1) or compose_name(given, family, economy) or own
    if not printed:
        raise UserError(_("A person needs a name. Give a given name, a family name, or both."))
    return PersonRow(
        id=new_id(),
        title=read_text(details.title),
        given_name=given,
        family_name=family,
        printed_name=printed,
        own_script_name=own,
        gender=read_gender(details.gender),
        economy=economy,
        economy_note=read_text(details.economy_note),
        organisation=read_text(details.organisation),
        position=read_text(details.position),
        sector=read_text(details.sector),
        email=read_email(details.email),
        phone=read_text(details.phone),
    )


def _registration_row(tx: Tx, event: Event, details: RegistrationDetails) -> RegistrationRow:
    categories = list_categories(tx)
    if details.status not in STATUSES:
        raise UserError(_known_words(details.status, STATUSES))
    if details.source not in SOURCES:
        raise ValueError(details.source)
    _check_window(details.valid_from, details.valid_until)
    today = event.day_of(tx.now())
    note = read_text(details.desk_note)
    return RegistrationRow(
        id=new_id(),
        event=event.id,
        category=read_category(categories, details.category),
        roles=[read_category(categories, role) for role in details.roles],
        status=details.status,
        days=read_days(event, details.days),
        valid_from=details.valid_from,
        valid_until=details.valid_until,
        desk_note=note,
        needs_attention=details.needs_attention and bool(note),
        age_35_or_under=read_answer(details.age_35_or_under),
        consent_list_on=today if details.consent_list else None,
        consent_survey_on=today if details.consent_survey else None,
        consent_photo_on=today if details.consent_photo else None,
        is_funded=details.is_funded,
        source=details.source,
        source_ref=read_text(details.source_ref),
        registered_at=tx.now(),
    )


def _known_words(text: str, words: Sequence[str]) -> str:
    return _("“{text}” is not one of the words that can stand here. Give one of: {words}.").format(
        text=text, words=", ".join(words)
    )


def _check_window(valid_from: datetime | None, valid_until: datetime | None) -> None:
    if valid_from and valid_until and valid_until <= valid_from:
        raise UserError(_("The registration would end before it begins. Give a later end."))


def likeness_of(row: PersonRow) -> Likeness:
    """What of a person is compared with others."""
    return Likeness.of(
        given=row.given_name,
        family=row.family_name,
        printed=row.printed_name,
        own_script=row.own_script_name,
        organisation=row.organisation,
        email=row.email,
        phone=row.phone,
    )


def _find_known(tx: Tx, event: Event, person: PersonRow) -> PersonRow | None:
    """The person the project has already. Raises ``UserError`` where they are registered for this event."""
    alike = [PersonRow.organisation == person.organisation] if person.organisation else []
    if person.email:
        alike.append(func.lower(PersonRow.email) == person.email.lower())
    if not alike:
        return None
    wanted = likeness_of(person)
    for row in tx.scalars(select(PersonRow).where(~PersonRow.deleted, or_(*alike)).order_by(PersonRow.id)):
        if compare(wanted, likeness_of(row)) not in (Kind.SAME, Kind.SAME_OTHER_EMAIL):
            continue
        registered = tx.scalar(_registration_of(row.id, event))
        if registered is None:
            return row
        raise UserError(
            _(
                "{name} ({organisation}) is registered for {event} already: {status}. Find them and edit that"
                " registration; if this is somebody else, give an e-mail address or telephone of their own."
            ).format(
                name=row.printed_name,
                organisation=row.organisation or row.email,
                event=event.code,
                status=status_label(registered.status),
            )
        )
    return None


def _registration_of(person: str, event: Event) -> Select[RegistrationRow]:
    return select(RegistrationRow).where(
        RegistrationRow.person == person, RegistrationRow.event == event.id, ~RegistrationRow.deleted
    )


def _registrations_of(tx: Tx, person: str) -> list[str]:
    return list(tx.scalars(select(RegistrationRow.id).where(RegistrationRow.person == person)))


_GAPS = ("title", "own_script_name", "economy", "organisation", "position", "sector", "email", "phone")


def _fill_gaps(known: PersonRow, typed: PersonRow) -> None:
    """What was typed goes where nothing was known; what was known stays."""
    for field in _GAPS:
        if not getattr(known, field) and getattr(typed, field):
            setattr(known, field, getattr(typed, field))
    if known.gender == "not_stated":
        known.gender = typed.gender


PERSON_FIELDS = frozenset(PersonDetails.__dataclass_fields__)
NEED_FIELDS = frozenset({"dietary", "access"})
REGISTRATION_FIELDS = frozenset(RegistrationDetails.__dataclass_fields__) - NEED_FIELDS - {"status", "source"}


def edit_person(tx: Tx, *, person: str, event: Event | None, changes: Mapping[str, object]) -> Registered:
    """Changes the named fields of a person, and of the registration for an event; no others.

    Text is read as for ``add_person``; an empty text empties the field. Without ``event`` a person with
    one registration is clear. Raises ``UserError`` where a value cannot be.
    """
    unknown = set(changes) - PERSON_FIELDS - REGISTRATION_FIELDS - NEED_FIELDS
    if unknown:
        raise UserError(_known_words(min(unknown), sorted(PERSON_FIELDS | REGISTRATION_FIELDS | NEED_FIELDS)))
    row = tx.get(PersonRow, person)
    if row is None or row.deleted:
        raise UserError(_("This person is not in the project any more. Search again."))
    if row.printed_name == NO_NAME:
        raise UserError(_("This person was turned into a count and cannot be changed any more."))
    place = _place(tx, row, event, is_needed=not set(changes) <= PERSON_FIELDS)
    _edit_person_row(row, {k: v for k, v in changes.items() if k in PERSON_FIELDS})
    if place is not None:
        if not set(changes) <= PERSON_FIELDS:
            refuse_anonymised(tx, event or _event_of(tx, place))
        of_place = {k: v for k, v in changes.items() if k in REGISTRATION_FIELDS}
        if of_place:
            _edit_registration_row(tx, place, event or _event_of(tx, place), of_place)
        _edit_needs(tx, place.id, {k: v for k, v in changes.items() if k in NEED_FIELDS})
    tx.flush()
    search.reindex(tx, _registrations_of(tx, row.id))
    return Registered(row.id, place.id if place else "")


def _place(tx: Tx, person: PersonRow, event: Event | None, *, is_needed: bool) -> RegistrationRow | None:
    statement = select(RegistrationRow).where(RegistrationRow.person == person.id, ~RegistrationRow.deleted)
    places = list(tx.scalars(statement.order_by(RegistrationRow.id)))
    if event is not None:
        places = [place for place in places if place.event == event.id]
        if not places:
            raise UserError(
                _("{name} is not registered for {event}. Add them with “people add”, or choose another event.").format(
                    name=person.printed_name, event=event.code
                ),
                in_window=_(
                    "{name} is not registered for {event}. Add them on the page “People”, or choose another event."
                ).format(name=person.printed_name, event=event.code),
            )
    if is_needed and len(places) != 1:
        raise UserError(
            _("{name} is registered for several events. Say which one with --event.").format(name=person.printed_name),
            in_window=_("{name} is registered for several events. Choose one first.").format(name=person.printed_name),
        )
    return places[0] if places else None


def _event_of(tx: Tx, place: RegistrationRow) -> Event:
    from o2o_events.db.models import EventRow
    from o2o_events.registers.events import from_row

    return from_row(tx.get_one(EventRow, place.event))


def _edit_person_row(row: PersonRow, changes: Mapping[str, object]) -> None:
    if not changes:
        return
    was_composed = row.printed_name == compose_name(row.given_name, row.family_name, row.economy)
    now = {field: str(getattr(row, field) or "") for field in PERSON_FIELDS}
    wanted = replace(PersonDetails(**now), **{k: str(v or "") for k, v in changes.items()})
    touches_name = {"given_name", "family_name"} & set(changes)
    if "printed_name" not in changes and was_composed and touches_name:
        wanted = replace(wanted, printed_name="")
    fresh = _person_row(wanted)
    for field in PERSON_FIELDS:
        if getattr(row, field) != getattr(fresh, field):
            setattr(row, field, getattr(fresh, field))


def _edit_registration_row(tx: Tx, row: RegistrationRow, event: Event, changes: Mapping[str, object]) -> None:
    categories = list_categories(tx)
    today = event.day_of(tx.now())
    for field, value in changes.items():
        match field:
            case "category":
                row.category = read_category(categories, str(value))
            case "roles":
                row.roles = [read_category(categories, role) for role in _many(value)]
            case "days":
                row.days = read_days(event, _many(value))
            case "valid_from" | "valid_until":
                setattr(row, field, _moment(event, value))
            case "consent_list" | "consent_survey" | "consent_photo":
                _edit_consent(tx, row, field, today if _yes(value) else None)
            case "needs_attention":
                row.needs_attention = bool(_yes(value))
            case "is_funded":
                row.is_funded = None if value in (None, "") else _yes(value)
            case "age_35_or_under":
                row.age_35_or_under = read_answer(str(value or ""))
            case _:
                setattr(row, field, read_text(str(value or "")))
    if not row.desk_note:
        row.needs_attention = False
    _check_window(row.valid_from, row.valid_until)


def _edit_consent(tx: Tx, row: RegistrationRow, field: str, day: date | None) -> None:
    """Gives or takes back a consent; who has given it keeps the first day. Each change is kept as a fact."""
    given = getattr(row, f"{field}_on")
    if (given is None) == (day is None):
        return
    setattr(row, f"{field}_on", day)
    outcome, body = "given" if day else "revoked", {"what": field.removeprefix("consent_")}
    facts.append(tx, facts.NewFact("consent", event=row.event, registration=row.id, outcome=outcome, body=body))


def _edit_needs(tx: Tx, registration: str, changes: Mapping[str, object]) -> None:
    if not changes:
        return
    row = tx.get(NeedRow, registration)
    if row is None:
        row = NeedRow(id=registration, dietary="", access="")
        tx.add(row)
    row.deleted = False
    for field, value in changes.items():
        setattr(row, field, read_text(str(value or "")))


def _many(value: object) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.replace(";", ",").split(",") if part.strip()]
    if isinstance(value, (list, tuple)):
        return [part.isoformat() if isinstance(part, date) else str(part) for part in value]
    return []


def _moment(event: Event, value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    return event.parse_moment(str(value)) if value else None


def _yes(value: object) -> bool:
    return value if isinstance(value, bool) else read_answer(str(value or "")) == "yes"


def set_status(tx: Tx, *, event: Event, person: str, status: str, reason: str) -> Registered:
    """Changes the state of a registration, and keeps the change as a fact.

    Nothing happens where it is in that state already. Raises ``UserError`` where the person is not
    registered for the event, or no reason is given.
    """
    if status not in STATUSES:
        raise UserError(_known_words(status, STATUSES))
    reason = read_text(reason)
    if not reason:
        raise UserError(_("Give a reason: it is kept with the change."))
    place = tx.scalar(_registration_of(person, event))
    if place is None:
        raise UserError(_("This person is not registered for {event}. Search again.").format(event=event.code))
    if place.status != status:
        facts.append(
            tx,
            facts.NewFact(
                kind="status",
                event=event.id,
                registration=place.id,
                outcome=status,
                body={"from": place.status, "reason": reason},
            ),
        )
        place.status, place.status_reason = status, reason
        tx.flush()
    return Registered(person, place.id)
