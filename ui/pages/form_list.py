"""The project's forms: what each is about, and whether it was answered or changed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from o2o_events.i18n import _, ngettext
from ui.feedback_words import phase_words, scope_words
from ui.form_editing import FormEditor, FormEntry
from ui.tables.lines import SECOND_LINE_ROLE
from ui.tables.wrapped_list import show_wrapped


class FormList(QListWidget):
    """``chosen`` tells the id of a form."""

    chosen = Signal(str)

    def __init__(self, editor: FormEditor) -> None:
        super().__init__()
        self._editor = editor
        self.setMinimumWidth(250)
        self.setMaximumWidth(340)
        show_wrapped(self)
        self.currentItemChanged.connect(self._tell)

    def show_entries(self, entries: Sequence[FormEntry], chosen: str | None) -> None:
        """Fills the list; one form is marked."""
        self.blockSignals(True)
        self.clear()
        for entry in entries:
            item = QListWidgetItem(entry.form.label)
            item.setData(SECOND_LINE_ROLE, self._marks(entry))
            item.setData(Qt.ItemDataRole.UserRole, entry.form.id)
            self.addItem(item)
            if entry.form.id == chosen:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def mark(self, entries: Sequence[FormEntry]) -> None:
        """Says anew which have changes that are not saved."""
        for row, entry in enumerate(entries):
            item = self.item(row)
            if item is not None:
                item.setText(entry.form.label)
                item.setData(SECOND_LINE_ROLE, self._marks(entry))
        self.scheduleDelayedItemsLayout()

    def _marks(self, entry: FormEntry) -> str:
        form = entry.form
        marks = [] if form.phase == "during" else [phase_words(form.phase)]
        marks.append(scope_words(form.scope))
        marks.append(ngettext("{n} answer", "{n} answers", entry.answers).format(n=entry.answers))
        if not form.is_open:
            marks.append(_("closed"))
        if self._editor.has_changes(form.id):
            marks.append(_("not saved"))
        return "  ·  ".join(marks)

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
