"""What a kiosk asks, and reading it from the file."""

from dataclasses import dataclass

from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.feedback.answering import NOBODY, Respondent, new_submission
from o2o_events.feedback.badge_holder import read_respondent
from o2o_events.feedback.forms import Form, FormVersion, current_version, get_form
from o2o_events.feedback.sheet_lookup import Target
from o2o_events.feedback.slips import is_used, read_slip, submission_of_slip
from o2o_events.i18n import _
from o2o_events.registers.events import Event


@dataclass(frozen=True)
class KioskTask:
    """The form that is asked, at which event and about what."""

    event: Event
    form: str
    target: Target


@dataclass(frozen=True)
class Asked:
    """The form as it stands now."""

    form: Form
    version: FormVersion

    @property
    def is_badge_asked(self) -> bool:
        """A form with names needs somebody's."""
        return self.form.asks_badge or self.form.is_named


@dataclass(frozen=True)
class Begun:
    """One filling-in: its identity, and what is known of who it is."""

    submission: str
    respondent: Respondent = NOBODY


def read_asked(tx: Tx, form: str) -> Asked:
    """Reads the form as it stands now. Raises ``UserError`` where it is gone."""
    found = get_form(tx, form)
    return Asked(found, current_version(tx, found.id))


def begin() -> Begun:
    return Begun(new_submission())


def take_badge(tx: Tx, task: KioskTask, asked: Asked, begun: Begun, text: str) -> Begun:
    """Takes what was scanned as a badge. Raises ``UserError`` where it is none that can be used here."""
    respondent = read_respondent(tx, event=task.event, form=asked.form, text=text)
    return Begun(begun.submission, respondent)


def take_slip(tx: Tx, task: KioskTask, asked: Asked, begun: Begun, text: str) -> Begun:
    """Takes a one-time slip. Raises ``UserError`` where it is none for this, or was used."""
    slip = text.rsplit("/", 1)[-1].strip()  # the code on a slip may be the address of the phones' page
    batch = read_slip(tx, slip)
    if batch is None or (batch.event, batch.form) != (task.event.id, asked.form.id):
        raise UserError(_("This is no slip for this form. Hold the code on your slip to the scanner, or type it."))
    if batch.session is not None and batch.session != task.target.id:
        raise UserError(_("This slip is for another session."))
    if is_used(tx, slip):
        raise UserError(_("This slip was used. Each slip answers once."))
    return Begun(submission_of_slip(slip), begun.respondent)
