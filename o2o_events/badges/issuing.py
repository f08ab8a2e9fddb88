"""Issuing, reissuing and revoking badges."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, insert, select
from sqlalchemy.engine import Row
from sqlalchemy.exc import NoResultFound

from o2o_events.badges.keys import current_key, read_keys
from o2o_events.badges.token import Token, new_badge_id, short_code, sign
from o2o_events.db import facts, stamps
from o2o_events.db.models import BadgeRow, CategoryRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people.anonymised import refuse_anonymised
from o2o_events.registers.events import Event
from o2o_events.text import clean

ENTITLED = ("registered", "confirmed")
"""The states in which a person gets a badge."""
_INSERT = insert(BadgeRow)
_CHUNK = 500


@dataclass(frozen=True)
class IssuedBadge:
    """A badge: whose, its short code, and the text of its QR code. ``name`` is as printed on it."""

    person: str
    badge: str
    token: str
    name: str


def issue_badges(tx: Tx, *, event: Event, person: str | None = None) -> list[IssuedBadge]:
    """Makes a badge for everybody entitled to one who has none, or for one person; answers the new ones.

    Raises ``UserError`` where the one person is not registered for the event or their state allows no badge.
    """
    refuse_anonymised(tx, event)
    tx.flush()
    if person is not None:
        registration = _registration(tx, event, person)
        if registration.status not in ENTITLED:
            raise UserError(
                _("{name} is not registered or confirmed, so there is no badge. Change the state first.").format(
                    name=_name(tx, person)
                )
            )
    return _make_badges(tx, event, _without_badge(tx, event, person))


def reissue_badge(tx: Tx, *, event: Event, person: str, reason: str) -> IssuedBadge:
    """Revokes the person's badge and makes another. Raises ``UserError`` where there is none to replace."""
    refuse_anonymised(tx, event)
    reason = _needed(reason)
    registration = _registration(tx, event, person)
    if registration.status not in ENTITLED:
        raise UserError(
            _("{name} is not registered or confirmed, so there is no badge. Change the state first.").format(
                name=_name(tx, person)
            )
        )
    _revoke_all(tx, event, registration, reason, kind="badge_reissue")
    tx.flush()
    (issued,) = _make_badges(tx, event, _without_badge(tx, event, person))
    return issued


def revoke_badge(tx: Tx, *, event: Event, person: str, reason: str) -> IssuedBadge:
    """Revokes the person's badge and answers it. Raises ``UserError`` where there is none in force."""
    reason = _needed(reason)
    registration = _registration(tx, event, person)
    revoked = _revoke_all(tx, event, registration, reason, kind="badge_revoke")
    tx.flush()
    return IssuedBadge(person, revoked.code, remake_token(tx, revoked), _name(tx, person))


def remake_token(tx: Tx, badge: BadgeRow) -> str:
    """The text of an existing badge's QR code; empty where its key is no longer here."""
    secret = read_keys(tx).get(badge.key_number)
    token = Token(badge.key_number, badge.event_number, badge.category_number, badge.id)
    return sign(token, secret) if secret else ""


def _registration(tx: Tx, event: Event, person: str) -> RegistrationRow:
    row = tx.scalar(
        select(RegistrationRow)
        .where(RegistrationRow.person == person, RegistrationRow.event == event.id, ~RegistrationRow.deleted)
        .limit(1)
    )
    if row is None:
        raise UserError(
            _("“{person}” is not registered for {event}. Register the person first.").format(
                person=_name(tx, person), event=event.code
            )
        )
    return row


def _name(tx: Tx, person: str) -> str:
    return tx.scalar(select(PersonRow.printed_name).where(PersonRow.id == person)) or person


def _needed(reason: str) -> str:
    if not clean(reason):
        raise UserError(_("A reason is needed, because it is kept. Give one in a few words."))
    return clean(reason)


def _revoke_all(tx: Tx, event: Event, registration: RegistrationRow, reason: str, *, kind: str) -> BadgeRow:
    """Revokes every badge in force (two desks may both have issued one); answers the latest."""
    rows = tx.scalars(
        select(BadgeRow)
        .where(BadgeRow.registration == registration.id, BadgeRow.revoked_at.is_(None), ~BadgeRow.deleted)
        .order_by(BadgeRow.issued_at.desc(), BadgeRow.id)
    ).all()
    if not rows:
        raise UserError(
            _("{name} has no badge in force. Issue one with “badge issue”.").format(
                name=_name(tx, registration.person)
            ),
            in_window=_("{name} has no badge in force. Issue one on the page “Badges” first.").format(
                name=_name(tx, registration.person)
            ),
        )
    for row in rows:
        row.revoked_at = facts.append(
            tx,
            facts.NewFact(
                kind,
                event=event.id,
                registration=registration.id,
                badge=row.id,
                body={"code": row.code, "reason": reason},
            ),
        )
        row.revoke_reason = reason
    return rows[0]


def _without_badge(tx: Tx, event: Event, person: str | None) -> Sequence[Row[*tuple[Any, ...]]]:
    has_badge = exists().where(
        BadgeRow.registration == RegistrationRow.id, BadgeRow.revoked_at.is_(None), ~BadgeRow.deleted
    )
    wanted = (
        select(RegistrationRow.id, RegistrationRow.person, CategoryRow.number, PersonRow.printed_name)
        .join(PersonRow, PersonRow.id == RegistrationRow.person)
        .outerjoin(CategoryRow, CategoryRow.id == RegistrationRow.category)
        .where(
            RegistrationRow.event == event.id,
            ~RegistrationRow.deleted,
            RegistrationRow.status.in_(ENTITLED),
            ~has_badge,
        )
        .order_by(RegistrationRow.id)
    )
    if person is not None:
        wanted = wanted.where(RegistrationRow.person == person)
    return tx.execute(wanted).all()


def _make_badges(tx: Tx, event: Event, registrations: Sequence[Row[*tuple[Any, ...]]]) -> list[IssuedBadge]:
    if not registrations:
        return []
    try:
        key_number, secret = current_key(tx)
    except NoResultFound as error:
        raise UserError(
            _("This file has no key to sign badges with. Open the desk's own project file, not an export.")
        ) from error
    stamp, revision, issued_at = tx.field_stamp(), tx.next_revision(), tx.now()
    rows: list[dict[str, Any]] = []
    issued: list[IssuedBadge] = []
    for registration, badge in zip(registrations, _free_badge_ids(tx, len(registrations)), strict=True):
        token = Token(key_number, event.number, registration.number or 0, badge)
        code = short_code(badge)
        rows.append(
            {
                "id": badge,
                "registration": registration.id,
                "code": code,
                "key_number": key_number,
                "event_number": event.number,
                "category_number": token.category_number,
                "issued_at": issued_at,
                "revoked_at": None,
                "revoke_reason": "",
                "deleted": False,
                "stamps": stamps.made(stamp),
                "revision": revision,
            }
        )
        issued.append(IssuedBadge(registration.person, code, sign(token, secret), registration.printed_name))
    tx.connection().execute(_INSERT, rows)
    tx.mention("badge")
    return issued


def _free_badge_ids(tx: Tx, amount: int) -> list[str]:
    """New badge ids whose short codes no badge of the file has, in force or not."""
    free: dict[str, str] = {}
    while len(free) < amount:
        drawn = [new_badge_id() for _nth in range(min(amount - len(free), _CHUNK))]
        made = {short_code(badge): badge for badge in drawn}
        taken = set(tx.scalars(select(BadgeRow.code).where(BadgeRow.code.in_(made))))
        free.update({code: badge for code, badge in made.items() if code not in taken and code not in free})
    return list(free.values())
