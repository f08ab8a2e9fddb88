"""What an answer, a slip or a sheet is about: the session or slot that ``--session`` names."""

from o2o_events.agenda.programme import AgendaSession, Slot
from o2o_events.agenda.queries import get_session, read_programme
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.feedback.forms import Form
from o2o_events.i18n import _
from o2o_events.registers.events import Event

About = AgendaSession | Slot


def find_about(tx: Tx, event: Event, form: Form | None, ref: str | None) -> About | None:
    """The session or slot with this title or id, whichever the form asks about; None where none is named.

    Raises ``UserError`` where the form asks about the whole event, or there is no such session or slot.
    """
    if ref is None:
        return None
    if form is not None and form.scope == "event":
        raise UserError(_("“{form}” asks about the whole event. Leave out --session.").format(form=form.label))
    return _slot(tx, event, ref) if form is not None and form.scope == "slot" else get_session(tx, event, ref)


def need_about(tx: Tx, event: Event, form: Form, ref: str | None) -> About | None:
    """As ``find_about``, but only a form about the whole event may go without."""
    if ref is None and form.scope != "event":
        raise UserError(_("“{form}” asks about a session. Name it with --session.").format(form=form.label))
    return find_about(tx, event, form, ref)


def _slot(tx: Tx, event: Event, ref: str) -> Slot:
    slots = [slot for session in read_programme(tx, event).sessions for slot in session.slots]
    found = [slot for slot in slots if ref.strip() in (slot.id, slot.label)]
    if len(found) != 1:
        raise UserError(_("There is no slot “{ref}”, or several. Give its id; “agenda list” shows it.").format(ref=ref))
    return found[0]
