"""One record of a register: added, or edited; what is refused stays as it was typed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QScrollArea, QWidget

from o2o_events.i18n import _
from ui.dialogs.question import Question
from ui.dialogs.register_fields import RegisterFields
from ui.register_editing import RegisterEditor, Shown


class RegisterDialog(Question):
    """Without an ``entry`` it adds one, in which ``stated`` stands already."""

    def __init__(
        self,
        parent: QWidget | None,
        editor: RegisterEditor,
        shown: Shown,
        entry: Any = None,
        stated: Mapping[str, Any] | None = None,
    ) -> None:
        title = shown.register.one() if entry is None else shown.label(entry)
        words = _("New in the register") if entry is None else shown.register.one()
        super().__init__(parent, title, words, _("Save"), "check")
        self._editor, self._shown, self._entry = editor, shown, entry
        self.fields = RegisterFields(shown.register, shown.names)
        self.fields.show_entry(entry or shown.register.empty_entry(), stated)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(self.fields)
        self.body.addWidget(area, 1)
        self.setMinimumWidth(720)
        self.resize(780, min(680, self.fields.sizeHint().height() + 220))
        self.fields.first.setFocus()

    def answer(self) -> None:
        register, changes = self._shown.register, dict(self.fields.changes)
        if self._entry is not None and not changes:
            self.accept()
            return
        self.problem.hide()
        self.accept_button.setEnabled(False)
        if self._entry is None:
            self._editor.add(register, self.fields.values, _("Add “{title}”"), self.accept, self.fail)
        else:
            words = _("Change “{title}”")
            self._editor.change(register, self._entry, changes, words, self.accept, self.fail)
