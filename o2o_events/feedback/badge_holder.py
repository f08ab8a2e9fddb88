"""Whose badge was read before a form: only as much of them as the form may keep. No scan is recorded."""

from typing import Any, Final

from sqlalchemy import select

from o2o_events.badges import token
from o2o_events.badges.keys import read_keys
from o2o_events.badges.scanner_text import badge_digits, strip_scanner_marks
from o2o_events.db.models import BadgeRow, CategoryRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.feedback.answering import Respondent
from o2o_events.feedback.forms import Form
from o2o_events.i18n import _
from o2o_events.registers.events import Event

_HOLDER: Final = (
    select(RegistrationRow.id, RegistrationRow.event, RegistrationRow.category, PersonRow.economy, BadgeRow.revoked_at)
    .join(BadgeRow, BadgeRow.registration == RegistrationRow.id)
    .join(PersonRow, RegistrationRow.person == PersonRow.id)
    .where(~BadgeRow.deleted, ~RegistrationRow.deleted)
)


def read_respondent(tx: Tx, *, event: Event, form: Form, text: str) -> Respondent:
    """What the form keeps of a badge's holder: the registration with names, else economy and category.

    ``text`` is what was scanned or typed. Raises ``UserError`` where it is no badge in force of this event.
    """
    row, category = _find(tx, event, text)
    if row is not None and (row.event != event.id or row.revoked_at is not None):
        raise UserError(_("This badge is not valid here. Ask at the registration desk."))
    if form.is_named and row is None:
        raise UserError(_("This badge is not known on this computer yet. Ask at the registration desk."))
    if row is None:
        return Respondent(category=category)
    return Respondent(row.id if form.is_named else None, row.economy, row.category)


def _find(tx: Tx, event: Event, text: str) -> tuple[Any, str | None]:
    """The holder, or what a genuine badge that this desk has not heard of says itself."""
    keys = read_keys(tx)
    for digits in badge_digits(text):
        genuine = token.verify(digits, keys) if len(digits) == token.LENGTH else None
        if genuine is not None:
            row = tx.execute(_HOLDER.where(BadgeRow.id == genuine.badge)).first()
            if row is None and genuine.event_number != event.number:
                raise UserError(_("This badge is not valid here. Ask at the registration desk."))
            number = CategoryRow.number == genuine.category_number
            return row, tx.scalar(select(CategoryRow.id).where(number, ~CategoryRow.deleted))
    code = token.read_short_code(strip_scanner_marks(text))
    row = tx.execute(_HOLDER.where(BadgeRow.code == code).order_by(BadgeRow.revoked_at.is_not(None))).first()
    if row is None:
        raise UserError(_("No badge was read. Hold the code on your badge to the scanner once more."))
    return row, None
