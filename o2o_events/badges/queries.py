"""Which badges there are, which are printed, and all that stands on them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Select, exists, func, select
from sqlalchemy.engine import Row

from o2o_events.badges.issuing import ENTITLED
from o2o_events.badges.keys import read_keys
from o2o_events.badges.token import Token, sign
from o2o_events.db import facts
from o2o_events.db.models import BadgeRow, FactRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people.names import sort_key
from o2o_events.registers import economies
from o2o_events.registers.categories import Category, list_categories
from o2o_events.registers.events import Event

PRINTED = "badge_print"
"""The kind of the facts that tell of prints."""
Order = Literal["name", "economy"]
_NO_CATEGORY_COLOUR = "#37474F"


@dataclass(frozen=True)
class PrintableBadge:
    """A badge in force with everything that is printed on it. ``badge`` is its id, ``code`` the short code."""

    badge: str
    code: str
    token: str
    person: str
    registration: str
    printed_name: str
    own_script_name: str
    family_name: str
    given_name: str
    organisation: str
    economy: str | None
    economy_name: str
    category: Category
    has_photo_consent: bool


@dataclass(frozen=True)
class BadgeFigures:
    """How far an event's badges are: people entitled, badges in force among them, printed at least once."""

    entitled: int
    issued: int
    printed: int


def badges_to_print(
    tx: Tx,
    event: Event,
    only_unprinted: bool = False,
    *,
    order: Order = "name",
    people: Collection[str] | None = None,
) -> list[PrintableBadge]:
    """The badges in force of registered and confirmed people, by family name or in APEC's order.

    ``people`` names those wanted, by person id. Raises ``UserError`` where a badge's key is no longer here.
    """
    wanted = _select_badges(event)
    if only_unprinted:
        wanted = wanted.where(~_is_printed())
    found = list(tx.execute(wanted))
    if people is not None:
        found = [row for row in found if row.person in people]
    categories = {category.code: category for category in list_categories(tx)}
    keys = read_keys(tx)
    badges = [_printable(row, categories, keys) for row in _latest_each(found)]
    return sorted(badges, key=_by_economy if order == "economy" else _by_name)


def badge_figures(tx: Tx, event: Event) -> BadgeFigures:
    """How far the event's badges are."""
    entitled = tx.scalar(
        select(func.count()).where(
            RegistrationRow.event == event.id, ~RegistrationRow.deleted, RegistrationRow.status.in_(ENTITLED)
        )
    )
    people = func.count(BadgeRow.registration.distinct())
    issued = tx.scalar(_of_event(select(people), event))
    printed = tx.scalar(_of_event(select(people), event).where(_is_printed()))
    return BadgeFigures(entitled or 0, issued or 0, printed or 0)


def record_prints(tx: Tx, event: Event, badges: Iterable[PrintableBadge], *, layout: str) -> int:
    """Appends a print fact for each badge; answers how many."""
    return facts.append_all(
        tx,
        (
            facts.NewFact(PRINTED, event=event.id, registration=b.registration, badge=b.badge, body={"layout": layout})
            for b in badges
        ),
    )


def _is_printed() -> Any:
    return exists().where(FactRow.badge == BadgeRow.id, FactRow.kind == PRINTED)


def _of_event(wanted: Select[*tuple[Any, ...]], event: Event) -> Select[*tuple[Any, ...]]:
    """Narrows to badges in force of the event's registered and confirmed people."""
    return (
        wanted.select_from(BadgeRow)
        .join(RegistrationRow, RegistrationRow.id == BadgeRow.registration)
        .where(
            RegistrationRow.event == event.id,
            ~RegistrationRow.deleted,
            RegistrationRow.status.in_(ENTITLED),
            BadgeRow.revoked_at.is_(None),
            ~BadgeRow.deleted,
        )
    )


def _select_badges(event: Event) -> Select[*tuple[Any, ...]]:
    columns = select(
        BadgeRow.id,
        BadgeRow.code,
        BadgeRow.key_number,
        BadgeRow.event_number,
        BadgeRow.category_number,
        BadgeRow.registration,
        RegistrationRow.person,
        RegistrationRow.category,
        RegistrationRow.consent_photo_on,
        PersonRow.printed_name,
        PersonRow.own_script_name,
        PersonRow.family_name,
        PersonRow.given_name,
        PersonRow.organisation,
        PersonRow.economy,
        PersonRow.economy_note,
    )
    return (
        _of_event(columns, event)
        .join(PersonRow, PersonRow.id == RegistrationRow.person)
        .order_by(BadgeRow.issued_at, BadgeRow.id)
    )


def _latest_each(rows: Iterable[Row[*tuple[Any, ...]]]) -> Iterable[Row[*tuple[Any, ...]]]:
    """One badge a registration: two desks may both have issued one, and the latest is shown everywhere."""
    return {row.registration: row for row in rows}.values()


def _printable(row: Row[*tuple[Any, ...]], categories: dict[str, Category], keys: dict[int, bytes]) -> PrintableBadge:
    secret = keys.get(row.key_number)
    if secret is None:
        raise UserError(
            _("The key that signed the badge of {name} is not in this project. Reissue that badge first.").format(
                name=row.printed_name
            )
        )
    category = categories.get(row.category) or Category(
        row.category, 0, {"en": row.category}, _NO_CATEGORY_COLOUR, False
    )
    has_own_name = row.economy in (None, "NONMEMBER") and row.economy_note
    return PrintableBadge(
        badge=row.id,
        code=row.code,
        token=sign(Token(row.key_number, row.event_number, row.category_number, row.id), secret),
        person=row.person,
        registration=row.registration,
        printed_name=row.printed_name,
        own_script_name=row.own_script_name,
        family_name=row.family_name,
        given_name=row.given_name,
        organisation=row.organisation,
        economy=row.economy,
        economy_name=row.economy_note if has_own_name else economies.economy_name(row.economy),
        category=category,
        has_photo_consent=row.consent_photo_on is not None,
    )


def _by_name(badge: PrintableBadge) -> tuple[tuple[str, str], str]:
    return sort_key(badge.family_name, badge.given_name, badge.printed_name), badge.code


def _by_economy(badge: PrintableBadge) -> tuple[int, tuple[tuple[str, str], str]]:
    return economies.position(badge.economy), _by_name(badge)
