"""From a typed sheet code to what the sheet asks, and what was entered from such sheets."""

from collections.abc import Iterator
from dataclasses import dataclass

from o2o_events.agenda.queries import read_programme
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.feedback.forms import Form, FormVersion, list_forms, list_versions
from o2o_events.feedback.queries import AnswerSet, read_answers
from o2o_events.feedback.sheets import Sheet, read_sheet_code, sheet_code
from o2o_events.i18n import _
from o2o_events.registers.events import Event, list_events


@dataclass(frozen=True)
class Target:
    """What a form may be about: the event (``id`` None), a session or a slot; ``title`` in the present language."""

    id: str | None
    title: str


@dataclass(frozen=True)
class FoundSheet:
    """The sheet that a code stands for."""

    code: str
    event: Event
    form: Form
    version: FormVersion
    target: Target


def list_targets(tx: Tx, event: Event, form: Form) -> list[Target]:
    """What the form can be answered about at an event, in the order of the programme."""
    if form.scope == "event":
        return [Target(None, event.label)]
    found = []
    for session in read_programme(tx, event).sessions:
        if form.scope == "session":
            found.append(Target(session.id, session.label))
        else:
            found += [Target(slot.id, f"{session.label}: {slot.label}") for slot in session.slots]
    return found


def find_typed_sheet(tx: Tx, text: str) -> FoundSheet:
    """The sheet of a code that somebody typed. Raises ``UserError`` where it is none, or not of this project."""
    code = read_sheet_code(text)
    if code is None:
        raise UserError(_("“{code}” is no sheet code. Type the nine characters at the top of the sheet.").format(
            code=text.strip()[:40]
        ))  # fmt: skip
    for event, form, version, target in _known(tx):
        if sheet_code(Sheet(version.id, event.id, target.id)) == code:
            return FoundSheet(code, event, form, version, target)
    raise UserError(
        _("No form of this project has the code {code}. Bring the desks together, then type it again.").format(
            code=code
        )
    )


def entered_sheets(tx: Tx, sheet: FoundSheet) -> list[AnswerSet]:
    """What was entered from sheets of this code, by sheet number."""
    answers = read_answers(tx, sheet.form, events=[sheet.event])
    asked = (sheet.version.id, sheet.target.id)
    mine = [answer for answer in answers if answer.sheet is not None and (answer.version_id, answer.target) == asked]
    return sorted(mine, key=lambda answer: (len(answer.sheet or ""), answer.sheet or "", answer.id))


def _known(tx: Tx) -> Iterator[tuple[Event, Form, FormVersion, Target]]:
    for form in list_forms(tx):
        versions = list_versions(tx, form.id)
        for event in list_events(tx):
            for target in list_targets(tx, event, form):
                for version in versions:
                    yield event, form, version, target
