"""What stands over a form that is edited: its name and version, steps back, saving, what is wrong, its languages."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from o2o_events.feedback.content_rules import missing_texts
from o2o_events.i18n import LANGUAGES, _, ngettext
from ui.form_drafts import Draft
from ui.form_editing import FormEditor, FormEntry
from ui.pages.form_draft_note import FormDraftNote
from ui.project import OpenProject
from ui.widgets.icons import IconButton, IconToolButton


class FormHead(QWidget):
    """``language_chosen`` tells in which language texts are to be shown and written."""

    language_chosen = Signal(str)

    def __init__(self, editor: FormEditor, project: OpenProject) -> None:
        super().__init__()
        self._editor = editor
        self.title, self.note = QLabel(objectName="heading", wordWrap=True), QLabel(objectName="quiet", wordWrap=True)
        self.undo, self.redo = IconToolButton("undo"), IconToolButton("redo")
        self.save = IconButton("check", "primary")
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        self.draft_note = FormDraftNote(editor, project)
        self.languages: dict[str, IconButton] = {}
        self._language_group = QButtonGroup(self)
        self._language_row = QHBoxLayout(spacing=6)
        self._build()
        self.save.clicked.connect(editor.save)
        self.undo.clicked.connect(editor.undo)
        self.redo.clicked.connect(editor.redo)
        self.retranslate()

    def _build(self) -> None:
        words = QVBoxLayout(spacing=2)
        words.addWidget(self.title)
        words.addWidget(self.note)
        row = QHBoxLayout(spacing=10)
        row.addLayout(words, 1)
        for button in (self.undo, self.redo, self.save):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.draft_note)
        layout.addWidget(self.problem)
        layout.addLayout(self._language_row)

    def retranslate(self) -> None:
        self.save.setText(_("Save"))
        self.save.setToolTip("Ctrl+S")

    def show_steps(self) -> None:
        """What can be taken back, and done again."""
        undo, redo = self._editor.undo_words, self._editor.redo_words
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))
        self.undo.set_words(_("Undo: {what} (Ctrl+Z)").format(what=undo) if undo else _("Nothing to undo"))
        self.redo.set_words(_("Redo: {what} (Ctrl+Y)").format(what=redo) if redo else _("Nothing to redo"))

    def show_draft(self, entry: FormEntry, draft: Draft, tag: str) -> None:
        """Shows how it stands with the draft; ``tag`` is the language that is written."""
        self.title.setText(entry.form.label)
        self.note.setText(self._version_words(entry))
        self.draft_note.show_draft()
        problems = draft.problems if self._editor.is_changed else []
        self.problem.setText(problems[0] if problems else "")
        self.problem.setVisible(bool(problems))
        self.save.setEnabled(self._editor.is_changed and not problems)
        self._show_languages(draft, tag)

    def _version_words(self, entry: FormEntry) -> str:
        version, made = entry.version.number, self._editor.makes_version
        answers = ngettext("{n} answer", "{n} answers", entry.answers).format(n=entry.answers)
        if made is not None:
            return _("Version {version} has {answers}: your change makes version {next}.").format(
                version=version, answers=answers, next=made
            )
        return _("Version {version}, {answers}").format(version=version, answers=answers)

    def _show_languages(self, draft: Draft, chosen: str) -> None:
        """A button for each language, with how many of its texts are missing."""
        tags = draft.content.languages
        if tuple(self.languages) != tags:
            for button in self.languages.values():
                self._language_group.removeButton(button)
                button.hide()
                button.deleteLater()
            while self._language_row.count():
                self._language_row.takeAt(0)
            self.languages = {tag: self._language_button(tag) for tag in tags}
            self._language_row.addStretch(1)
        missing = [one.language for one in missing_texts(draft.content)]
        for tag, button in self.languages.items():
            name, count = LANGUAGES.get(tag, tag), missing.count(tag)
            button.setText(_("{language} ({n} missing)").format(language=name, n=count) if count else name)
            button.setChecked(tag == chosen)

    def _language_button(self, tag: str) -> IconButton:
        button = IconButton("", "small")
        button.setCheckable(True)
        button.clicked.connect(lambda _on=False: self.language_chosen.emit(tag))
        self._language_group.addButton(button)
        self._language_row.addWidget(button)
        return button
