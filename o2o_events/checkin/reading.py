"""From what was scanned or typed to a holder: text -> badge -> whose it is."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Row

from o2o_events.badges import token
from o2o_events.badges.scanner_text import badge_digits, strip_scanner_marks
from o2o_events.checkin.rules import Holder, Verdict
from o2o_events.db.models import BadgeRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx

_B: Final = BadgeRow.__table__.c
_P: Final = PersonRow.__table__.c
_R: Final = RegistrationRow.__table__.c
_PERSON: Final = (
    _R.id.label("registration"),
    _R.event,
    _R.category,
    _R.status,
    _R.days,
    _R.valid_from,
    _R.valid_until,
    _R.desk_note,
    _R.needs_attention,
    _P.id.label("person"),
    _P.printed_name,
    _P.own_script_name,
    _P.organisation,
    _P.economy,
)
_BADGE: Final = (_B.id.label("badge"), _B.code, _B.revoked_at)
_R_P: Final = RegistrationRow.__table__.join(PersonRow.__table__, _R.person == _P.id)
_BADGED: Final = (
    select(*_PERSON, *_BADGE)
    .select_from(BadgeRow.__table__.join(_R_P, _B.registration == _R.id))
    .where(~_B.deleted, ~_R.deleted)
)
_BY_BADGE: Final = _BADGED.where(_B.id == bindparam("badge"))
_BY_CODE: Final = _BADGED.where(_B.code == bindparam("code")).order_by(_B.revoked_at.is_not(None))
_BY_REGISTRATION: Final = (
    select(*_PERSON, *_BADGE)
    .select_from(_R_P.outerjoin(BadgeRow.__table__, (_B.registration == _R.id) & _B.revoked_at.is_(None) & ~_B.deleted))
    .where(_R.id == bindparam("registration"), ~_R.deleted)
)


@dataclass(frozen=True)
class Known:
    """Whose badge was read: the holder for the decision, and what is shown of them."""

    holder: Holder
    badge: str | None
    code: str | None
    person: str | None = None
    registration: str | None = None
    name: str | None = None
    own_script_name: str | None = None
    organisation: str | None = None
    economy: str | None = None
    desk_note: str = ""
    needs_attention: bool = False


@dataclass(frozen=True)
class Reading:
    """What a text turned out to be: a problem, or somebody. ``body`` is kept with the fact."""

    problem: Verdict | None = None
    known: Known | None = None
    body: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Numbers:
    """The keys of the project, and what the numbers on badges stand for."""

    keys: dict[int, bytes]
    events: dict[int, str]
    categories: dict[int, str]


def read_text(tx: Tx, text: str, numbers: Numbers) -> Reading:
    """What was scanned or typed: a badge, a code, or no badge at all."""
    readings = badge_digits(text)
    whole = [digits for digits in readings if len(digits) == token.LENGTH]
    for digits in whole:
        if genuine := token.verify(digits, numbers.keys):
            return _read_token(tx, genuine, numbers)
    if whole:
        is_ours = any(token.key_number(digits) in numbers.keys for digits in whole)
        return Reading(Verdict.FORGED if is_ours else Verdict.FOREIGN, body={"text": whole[0]})
    if readings:
        return Reading(Verdict.UNREADABLE, body={"text": readings[0][:200]})
    if code := token.read_short_code(strip_scanner_marks(text)):
        row = tx.connection().execute(_BY_CODE, {"code": code}).first()
        return Reading(known=_known(row)) if row else Reading(Verdict.UNKNOWN, body={"code": code})
    return Reading(Verdict.NOT_A_BADGE)


def _read_token(tx: Tx, genuine: token.Token, numbers: Numbers) -> Reading:
    row = tx.connection().execute(_BY_BADGE, {"badge": genuine.badge}).first()
    if row is not None:
        return Reading(known=_known(row))
    category = numbers.categories.get(genuine.category_number)
    holder = Holder(event=numbers.events.get(genuine.event_number), category=category)
    known = Known(holder, genuine.badge, token.short_code(genuine.badge))
    return Reading(known=known, body={"category": category} if category else {})


def read_registration(tx: Tx, registration: str) -> Known | None:
    """Somebody found by name, with the badge in force if there is one."""
    row = tx.connection().execute(_BY_REGISTRATION, {"registration": registration}).first()
    return _known(row) if row else None


def read_badge(tx: Tx, badge: str) -> Known | None:
    """The holder of a badge by its id."""
    row = tx.connection().execute(_BY_BADGE, {"badge": badge}).first()
    return _known(row) if row else None


def without_badge(known: Known) -> Known:
    """The same person, let in by name: whether the badge is revoked does not matter."""
    return replace(known, holder=replace(known.holder, is_revoked=False))


def _known(row: Row[*tuple[Any, ...]]) -> Known:
    days = None if row.days is None else tuple(map(date.fromisoformat, row.days))
    holder = Holder(
        row.event, row.category, row.status, row.revoked_at is not None, days, row.valid_from, row.valid_until
    )
    return Known(
        holder,
        row.badge,
        row.code,
        row.person,
        row.registration,
        row.printed_name,
        row.own_script_name,
        row.organisation,
        row.economy,
        row.desk_note,
        row.needs_attention,
    )
