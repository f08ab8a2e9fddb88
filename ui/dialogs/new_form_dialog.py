"""A new form: its name, and what it begins as."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from o2o_events.db.transaction import Tx
from o2o_events.feedback.forms import Form, add_form, list_forms
from o2o_events.feedback.questions import FormContent, Question
from o2o_events.i18n import _, language
from o2o_events.text import fold
from ui.dialogs.question import Question as Asked
from ui.form_drafts import SETTINGS
from ui.form_editing import FormEntry, draft_of
from ui.project import OpenProject
from ui.widgets.labelled import fill_choices, labelled


class NewFormDialog(Asked):
    """``made`` tells the form that was added."""

    made = Signal(object)

    def __init__(self, parent: QWidget | None, project: OpenProject, entries: Sequence[FormEntry]) -> None:
        super().__init__(parent, _("New form"), "", _("Add"), "plus")
        self._project, self._entries = project, {entry.form.id: entry for entry in entries}
        self.name, self.begins = QLineEdit(maxLength=120), QComboBox()
        choices = [("", _("One question, to begin with"))]
        choices += [(e.form.id, _("A copy of “{form}”").format(form=e.form.label)) for e in entries]
        fill_choices(self.begins, choices)
        self.body.addLayout(labelled(_("Name of the form"), self.name))
        self.body.addLayout(labelled(_("It begins as"), self.begins))
        self.name.setFocus()

    def answer(self) -> None:
        name, tag = self.name.text().strip(), language()
        if not name:
            self.refuse(_("A form needs a name. Type one, such as “Evaluation”."))
            return
        model = self._entries.get(str(self.begins.currentData()))
        question = Question("useful", "rating", {tag: _("How useful was this to you?")}, lowest=1, highest=5)
        content = model.version.content if model else FormContent((tag,), {tag: name}, questions=(question,))
        settings = draft_of(model).settings if model else {}
        settings = {key: value for key, value in settings.items() if key in SETTINGS and key not in ("name", "is_open")}

        def work(tx: Tx) -> Form:
            code = _free_code(name, {form.code for form in list_forms(tx)})
            return add_form(tx, code=code, name={tag: name}, content=content, **settings)

        self._project.write(work, self._end, self.fail)

    def _end(self, form: Form) -> None:
        self.accept()
        self.made.emit(form)


def _free_code(name: str, taken: set[str]) -> str:
    """A short code that says something of the name where it can."""
    stem = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:30]
    stem = stem if stem[:1].isalpha() and stem.isascii() else "form"
    return next(code for code in (stem, *(f"{stem}_{n}" for n in range(2, len(taken) + 3))) if code not in taken)
