"""Forms in and out of a project as XLSForms."""

from collections.abc import Sequence
from dataclasses import dataclass

from o2o_events.db.transaction import Tx
from o2o_events.feedback.forms import Form, add_form, current_version, edit_content, edit_form, get_form, list_forms
from o2o_events.feedback.xlsform_reading import ReadForm
from o2o_events.feedback.xlsform_words import OURS, Unsupported
from o2o_events.feedback.xlsform_writing import write_xlsform
from o2o_events.i18n import _
from o2o_events.registers.events import list_events
from o2o_events.text import fold


@dataclass(frozen=True)
class ImportedForm:
    """What became of a form that was read. ``version`` is the number of what it asks now."""

    form: Form
    version: int
    is_new: bool
    is_changed: bool
    unsupported: tuple[Unsupported, ...]


def import_form(tx: Tx, read: ReadForm, *, code: str | None = None) -> ImportedForm:
    """Adds the form; one with this code is brought up to the file instead, its answers staying with their version.

    Settings that the file does not state stay as they are. Raises ``UserError`` where answers forbid a change.
    """
    wanted = (code or read.code).strip().lower()
    events, strange = _events(tx, read.events)
    unsupported = (*read.unsupported, *strange)
    old = next((form for form in list_forms(tx) if form.code == wanted), None)
    if old is None:
        form = add_form(tx, code=wanted, name=dict(read.name), content=read.content, events=events, **read.settings)
        return ImportedForm(form, 1, True, True, unsupported)
    before = current_version(tx, old.id)
    changes = dict(read.settings) | ({"name": dict(read.name)} if read.settings else {})
    changes |= {"events": events} if read.events else {}
    form = edit_form(tx, form=old.id, changes=changes)
    after = edit_content(tx, form=old.id, content=read.content)
    return ImportedForm(form, after.number, False, form != old or after != before, unsupported)


def _events(tx: Tx, codes: Sequence[str]) -> tuple[list[str] | None, list[Unsupported]]:
    by_code = {fold(event.code): event.id for event in list_events(tx)}
    found = [by_code[fold(code)] for code in codes if fold(code) in by_code]
    strange = [
        Unsupported("settings", None, f"{OURS}events", code, _("There is no such event in this project."))
        for code in codes
        if fold(code) not in by_code
    ]
    return found or None, strange


def export_form(tx: Tx, ref: str) -> bytes:
    """The form with this code or id as a workbook. Raises ``UserError`` where there is none, or it cannot be one."""
    form = get_form(tx, ref)
    codes = [event.code for event in list_events(tx) if form.events is not None and event.id in form.events]
    return write_xlsform(form, current_version(tx, form.id), events=codes)
