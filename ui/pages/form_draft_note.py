"""Tells over a form that unsaved changes were found, or that it was saved elsewhere meanwhile; offers a way back."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from o2o_events.i18n import _
from ui.form_editing import FormEditor
from ui.pages.sync_lines import moment_words
from ui.project import OpenProject
from ui.widgets.icons import IconButton


class FormDraftNote(QFrame):
    """Shown while there is something to tell of the editor's draft."""

    def __init__(self, editor: FormEditor, project: OpenProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draftNote")
        self._editor, self._project = editor, project
        self.words, self.discard = QLabel(wordWrap=True), IconButton("undo", "small")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.discard)
        self.discard.clicked.connect(editor.discard)
        self.hide()

    def show_draft(self) -> None:
        """Shows what is to be told of the draft now."""
        lines = []
        if self._editor.found_at is not None:
            when = moment_words(self._editor.found_at, self._project.current_event)
            lines.append(
                _("What was changed here and not saved is back (kept at {time}). Save it to use it.").format(time=when)
            )
        if self._editor.is_overtaken:
            lines.append(_("This form was saved elsewhere since you began. Saving replaces that with yours."))
        self.words.setText("\n".join(lines))
        self.discard.setText(_("Go back to what is saved"))
        self.setVisible(bool(lines))
