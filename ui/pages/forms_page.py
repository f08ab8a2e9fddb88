"""The feedback forms: build them, look at them as they will be seen, and put them in front of people."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from o2o_events.feedback.content_editing import TextPlace, write_text_at
from o2o_events.feedback.forms import Form, remove_form
from o2o_events.feedback.kiosk_pin import has_pin
from o2o_events.feedback.promise import promise_words
from o2o_events.feedback.sheet_lookup import Target, list_targets
from o2o_events.feedback.shipped import ship_forms
from o2o_events.i18n import _, language
from ui.dialogs.kiosk_dialog import KioskDialog
from ui.dialogs.new_form_dialog import NewFormDialog
from ui.dialogs.phones_dialog import PhonesDialog
from ui.dialogs.sure_dialog import SureDialog
from ui.form_editing import FormEditor, FormEntry, read_entries
from ui.kiosk.showing import Kiosk
from ui.kiosk.starting import Asked
from ui.messages import error_words
from ui.pages.form_empty import FormEmpty
from ui.pages.form_files import FormFiles
from ui.pages.form_head import FormHead
from ui.pages.form_list import FormList
from ui.pages.form_preview import FormPreview
from ui.pages.form_questions import FormQuestions
from ui.pages.form_settings import FormSettings
from ui.pages.form_texts import FormTexts
from ui.phones import Phones
from ui.project import OpenProject
from ui.screens.showing import monitors
from ui.widgets.icons import IconButton

QUESTIONS, TEXTS, SETTINGS, PREVIEW = range(4)


class FormsPage(QWidget):
    """``said`` is a message to show, ``page_asked`` another page to go to."""

    said = Signal(str)
    page_asked = Signal(str)

    def __init__(self, project: OpenProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._project = project
        self.entries: list[FormEntry] = []
        self.editor = FormEditor(project, self)
        self.files, self.kiosk, self.phones = FormFiles(self, project), Kiosk(project, self), Phones(project, self)
        self.list = FormList(self.editor)
        self.questions, self.texts, self.settings = FormQuestions(self.editor), FormTexts(), FormSettings()
        self.preview = FormPreview(project)
        self.tabs = QTabWidget(documentMode=True)
        self.new, self.import_button, self.export = (IconButton(n, "small") for n in ("plus", "import", "export"))
        self.remove = IconButton("cross", "small")
        self.start_kiosk, self.start_phones = IconButton("form", "small"), IconButton("desk", "small")
        self.print, self.enter_paper = IconButton("print", "small"), IconButton("paper", "small")
        self.head, self.empty = FormHead(self.editor, project), FormEmpty()
        self.served = QLabel(objectName="success", wordWrap=True, visible=False)
        self.served.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._tag = language()
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.retranslate()

    # building

    def _build(self) -> None:
        self._stack.addWidget(self._filled())
        self._stack.addWidget(self.empty)
        self._stack.addWidget(QWidget())
        self._stack.setCurrentIndex(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.addWidget(self._stack)

    def _filled(self) -> QWidget:
        page = QWidget()
        deeds = QHBoxLayout(spacing=10)
        for button in (self.start_kiosk, self.start_phones, self.print, self.enter_paper):
            deeds.addWidget(button)
        deeds.addStretch(1)
        left = QVBoxLayout(spacing=8)
        files = QHBoxLayout(spacing=6)
        for button in (self.new, self.import_button):
            files.addWidget(button, 1)
        left.addLayout(files)
        left.addWidget(self.list, 1)
        more = QHBoxLayout(spacing=6)
        for button in (self.export, self.remove):
            more.addWidget(button, 1)
        left.addLayout(more)
        right = QVBoxLayout(spacing=8)
        right.addWidget(self.head)
        right.addWidget(self.tabs, 1)
        self.tabs.tabBar().setDrawBase(False)
        for part in (self.questions, self.texts, self.settings, self.preview):
            self.tabs.addTab(part, "")
        across = QHBoxLayout(spacing=16)
        across.addLayout(left, 1)
        across.addLayout(right, 4)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(deeds)
        layout.addWidget(self.served)
        layout.addLayout(across, 1)
        return page

    def _connect(self) -> None:
        self.list.chosen.connect(self.open_form)
        self.editor.changed.connect(self._show)
        self.editor.saved.connect(self._after_save)
        self.editor.refused.connect(lambda error: self.said.emit(error_words(error)))
        self.head.language_chosen.connect(self.turn_language)
        self.texts.written.connect(self._write_text)
        self.settings.edited.connect(self._set)
        self.settings.languages_edited.connect(self._set_languages)
        self.preview.said.connect(self.said)
        self.files.said.connect(self.said)
        self.files.imported.connect(self._after_import)
        self.new.clicked.connect(self._ask_new)
        self.empty.new.clicked.connect(self._ask_new)
        self.empty.ship.clicked.connect(self._ship)
        self.remove.clicked.connect(self._ask_remove)
        self.import_button.clicked.connect(self.files.ask_import)
        self.export.clicked.connect(lambda: self._with_saved(self.files.ask_export))
        self.print.clicked.connect(lambda: self._with_saved(self.files.ask_print))
        self.enter_paper.clicked.connect(lambda: self.page_asked.emit("paper"))
        self.start_kiosk.clicked.connect(lambda: self._with_saved(self._ask_kiosk))
        self.start_phones.clicked.connect(self._ask_phones)
        self.phones.changed.connect(self._show_phones)
        self.phones.failed.connect(lambda error: self.said.emit(error_words(error)))
        standard = QKeySequence.StandardKey
        for keys, act in (
            (QKeySequence(standard.Save), self.editor.save),
            (QKeySequence(standard.Undo), self.editor.undo),
            (QKeySequence("Ctrl+Y"), self.editor.redo),
            (QKeySequence("Ctrl+N"), self._ask_new),
        ):
            QShortcut(keys, self, activated=act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def enter(self) -> None:
        """The page is shown."""
        self.reload()

    def reload(self) -> None:
        """Reads the forms again; drafts stay."""
        self._project.read(read_entries, self._take, key="forms page")

    def retranslate(self) -> None:
        for button, words in (
            (self.new, _("New")),
            (self.import_button, _("Import…")),
            (self.export, _("Export…")),
            (self.remove, _("Remove")),
            (self.start_kiosk, _("Start the kiosk…")),
            (self.print, _("Print on paper…")),
            (self.enter_paper, _("Type paper in")),
        ):
            button.setText(words)
        self.import_button.setToolTip(_("An XLSForm, as Kobo and ODK write it"))
        self.export.setToolTip(_("As an XLSForm, for Kobo and ODK"))
        for tab, words in (
            (QUESTIONS, _("Questions")),
            (TEXTS, _("Texts")),
            (SETTINGS, _("Settings")),
            (PREVIEW, _("Preview")),
        ):
            self.tabs.setTabText(tab, words)
        for part in (self.head, self.empty, self.questions, self.settings, self.preview):
            part.retranslate()
        self.list.setAccessibleName(_("Forms"))
        self._show_phones()
        self.list.mark(self.entries)
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # showing

    def _take(self, entries: list[FormEntry]) -> None:
        self.entries = entries
        chosen = self.editor.entry.form.id if self.editor.entry else None
        entry = next((e for e in entries if e.form.id == chosen), next(iter(entries), None))
        self.list.show_entries(entries, entry.form.id if entry else None)
        self._stack.setCurrentIndex(0 if entries else 1)
        self.editor.take_up(entries)
        self.editor.open(entry)

    def open_form(self, form: str) -> None:
        """Edits a form; the draft of the one before stays."""
        entry = next((entry for entry in self.entries if entry.form.id == form), None)
        if entry is not None:
            self.editor.open(entry)

    def turn_language(self, tag: str) -> None:
        """Texts are shown and written in another language."""
        self._tag = tag
        self._show()

    def _show(self) -> None:
        draft, entry = self.editor.draft, self.editor.entry
        self.list.mark(self.entries)
        self.head.show_steps()
        if draft is None or entry is None:
            return
        if self._tag not in draft.content.languages and draft.content.languages:
            self._tag = language() if language() in draft.content.languages else draft.content.languages[0]
        self.head.show_draft(entry, draft, self._tag)
        self.remove.setEnabled(not entry.is_answered)
        self.remove.setToolTip(_("It has answers: close it instead.") if entry.is_answered else "")
        self.questions.show_draft(self._tag)
        self.texts.show_content(draft.content, self._tag)
        form = replace(entry.form, **draft.settings)
        promise = promise_words(form, is_badge_read=form.asks_badge)
        self.settings.show_settings(draft.settings, draft.content.languages, promise=promise)
        self.preview.show_draft(draft, entry, self._tag)

    # editing

    def _write_text(self, place: TextPlace, words: str) -> None:
        draft = self.editor.draft
        if draft is not None:
            content = write_text_at(draft.content, place, self._tag, words)
            self.editor.change_content(content, _("Write a text"))

    def _set(self, name: str, value: object) -> None:
        self.editor.change_setting(name, value, _("Change the settings"))

    def _set_languages(self, languages: tuple[str, ...]) -> None:
        draft = self.editor.draft
        if draft is not None:
            self.editor.change_content(replace(draft.content, languages=languages), _("Change the languages"))

    def _after_save(self, entries: list[FormEntry]) -> None:
        self._take(entries)
        self.said.emit(_("Saved."))

    def _with_saved(self, act: object) -> None:
        """What people will see is what was saved."""
        if self.editor.entry is None:
            return
        if self.editor.is_changed:
            self.said.emit(_("Save your changes first, or undo them."))
            return
        assert callable(act)
        act(self.editor.entry)

    # forms come and go

    def _ship(self) -> None:
        self._project.write(lambda tx: (ship_forms(tx), read_entries(tx))[1], self._take)

    def _ask_new(self) -> None:
        dialog = NewFormDialog(self.window(), self._project, self.entries)
        dialog.made.connect(self._after_new)
        dialog.open()

    def _after_new(self, form: Form) -> None:
        self._after_import(form.id)

    def _after_import(self, form: str) -> None:
        def take(entries: list[FormEntry]) -> None:
            self._take(entries)
            self.open_form(form)
            self.list.show_entries(entries, form)

        self._project.read(read_entries, take)

    def _ask_remove(self) -> None:
        entry = self.editor.entry
        if entry is None:
            return
        dialog = SureDialog(
            self.window(),
            _("Remove the form"),
            _("“{form}” is taken out of the project. It has no answers.").format(form=entry.form.label),
            _("Remove"),
        )
        dialog.decided.connect(lambda: self._remove(entry))
        dialog.open()

    def _remove(self, entry: FormEntry) -> None:
        form = entry.form.id

        def done(entries: list[FormEntry]) -> None:
            self.editor.forget(form)
            self._take(entries)

        self._project.write(lambda tx: (remove_form(tx, form=form), read_entries(tx))[1], done)

    # in front of people

    def _ask_kiosk(self, entry: FormEntry) -> None:
        event = self._project.current_event
        if event is None:
            self.said.emit(_("There is no event in this project yet. Add one first."))
            return
        asked = Asked(entry.form, entry.version)

        def ask(known: tuple[list[Target], bool]) -> None:
            targets, is_set = known
            dialog = KioskDialog(
                self.window(), self._project, event, asked, targets, monitors(self.window()), has_pin=is_set
            )
            dialog.decided.connect(lambda task, screen: self.kiosk.start(task, asked, screen))
            dialog.open()

        self._project.read(lambda tx: (list_targets(tx, event, entry.form), has_pin(tx)), ask)

    def _ask_phones(self) -> None:
        event = self.phones.event or self._project.current_event
        if event is None:
            self.said.emit(_("There is no event in this project yet. Add one first."))
            return
        from o2o_events.web.addresses import list_addresses
        from o2o_events.web.server import PORT

        PhonesDialog(self.window(), self.phones, event, list_addresses(), PORT).open()

    def _show_phones(self) -> None:
        url = self.phones.url
        self.start_phones.setText(_("Forms on phones…"))
        self.served.setText(_("Phones on this network open {url}").format(url=url) if url else "")
        self.served.setVisible(bool(url))
