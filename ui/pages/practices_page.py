"""The register of best practices: search, look, edit, accept and decline, files, import and export."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLabel, QStackedWidget, QVBoxLayout, QWidget

from o2o_events.i18n import _, ngettext
from o2o_events.registers.practices import Practice
from o2o_events.registers.selection import accepted_figures
from ui.pages.practices_view import PracticesFilter, PracticesView
from ui.pages.selection_meters import percent_words
from ui.practice_editing import PracticeEditor, Register, read_register
from ui.project import OpenProject
from ui.tables.practices_table import PracticesTable
from ui.widgets.empty_page import lay_empty
from ui.widgets.flow import FlowLayout
from ui.widgets.icons import IconButton, IconToolButton


class PracticesPage(QWidget):
    """``said`` is what was done, ``page_asked`` another page to go to."""

    said = Signal(str)
    page_asked = Signal(str)

    def __init__(self, project: OpenProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._project = project
        self._register = Register((), {})
        self.filter = PracticesFilter()
        self.add, self.import_button, self.export = (
            IconButton("plus", "primary"),
            IconButton("import"),
            IconButton("export"),
        )
        self.accept, self.decline, self.remove = (
            IconButton("check", "small"),
            IconButton("block", "small"),
            IconButton("cross", "small"),
        )
        self.to_selection = IconButton("star", "small")
        self.undo, self.redo = IconToolButton("undo"), IconToolButton("redo")
        self.model = PracticesTable(self)
        self.view = PracticesView(self.model)
        self.count = QLabel(objectName="quiet", wordWrap=True)
        self._empty_words = QLabel(objectName="quiet", wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.empty_add, self.empty_import = IconButton("plus", "primary"), IconButton("import")
        self._stack = QStackedWidget()
        self.editor = PracticeEditor(project, self)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        top, middle = FlowLayout(spacing=10), FlowLayout()
        top.add(self.filter, least=700, stretch=1)
        for button in (self.add, self.import_button, self.export):
            button.setMinimumHeight(54)
            top.add(button)
        middle.add(self.count, least=420, stretch=1)
        for button in (self.to_selection, self.accept, self.decline, self.remove, self.undo, self.redo):
            middle.add(button)
        self._stack.addWidget(self.view)
        self._stack.addWidget(lay_empty(QWidget(), "star", self._empty_words, self.empty_add, self.empty_import))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addLayout(middle)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.filter.changed.connect(self._show)
        self.filter.search.returnPressed.connect(self._enter_list)
        self.view.chosen.connect(lambda index: self._open(self.model.practice(index)))
        self.view.selectionModel().selectionChanged.connect(lambda *_ranges: self._allow())
        for button in (self.add, self.empty_add):
            button.clicked.connect(lambda: self._open_dialog(None))
        for button in (self.import_button, self.empty_import):
            button.clicked.connect(self.ask_import)
        self.export.clicked.connect(self.ask_export)
        self.to_selection.clicked.connect(lambda: self.page_asked.emit("selection"))
        self.accept.clicked.connect(lambda: self._set_status("accepted"))
        self.decline.clicked.connect(lambda: self._set_status("declined"))
        self.remove.clicked.connect(self._remove)
        self.undo.clicked.connect(self.editor.undo)
        self.redo.clicked.connect(self.editor.redo)
        self.editor.written.connect(self.reload)
        self.editor.history_changed.connect(self._allow)
        self.editor.refused.connect(self._project.jobs.failed)
        standard = QKeySequence.StandardKey
        for keys, act in (
            (QKeySequence(standard.Find), self.filter.search.setFocus),
            (QKeySequence(standard.Undo), self.editor.undo),
            (QKeySequence(standard.Redo), self.editor.redo),
            (QKeySequence("Ctrl+I"), self.ask_import),
            (QKeySequence("Ctrl+N"), lambda: self._open_dialog(None)),
        ):
            QShortcut(keys, self, activated=act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def enter(self) -> None:
        """The page is shown."""
        self.filter.search.setFocus()
        self.reload()

    def reload(self) -> None:
        """Asks for the register anew; what is marked stays marked."""
        self._project.read(read_register, self._take, key="practices page")

    def ask_import(self) -> None:
        kinds = _("Tables (*.xlsx *.csv *.tsv *.txt);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Import best practices"), "", kinds)
        if name:
            self.import_file(Path(name))

    def import_file(self, file: Path) -> None:
        """Opens the import for a file."""
        from ui.dialogs.practice_import_dialog import PracticeImportDialog

        dialog = PracticeImportDialog(self.window(), self._project, file)
        dialog.imported.connect(self._after_import)
        dialog.open()

    def ask_export(self) -> None:
        kinds = ";;".join((_("Excel workbook (*.xlsx)"), _("CSV list (*.csv)")))
        name, kind = QFileDialog.getSaveFileName(self, _("Save the register"), "best-practices.xlsx", kinds)
        if name:
            file = Path(name)
            if file.suffix.lower() not in (".xlsx", ".csv"):
                file = file.with_name(file.name + (".csv" if "csv" in kind else ".xlsx"))
            self.export_file(file)

    def export_file(self, file: Path) -> None:
        """Writes the whole register in the background, and says where."""
        from o2o_events.documents.practice_list import write_practices

        database = self._project.app.database

        def work() -> int:
            with database.read() as tx:
                register = read_register(tx)
            write_practices(file, register.practices, register.events)
            return len(register.practices)

        def tell(rows: int) -> None:
            self.said.emit(_("Written: {file}. Best practices: {rows}.").format(file=file, rows=rows))

        self._project.jobs.run_long(work, tell)

    def retranslate(self) -> None:
        self.filter.retranslate()
        self.add.setText(_("Add"))
        self.add.setToolTip(_("Add a best practice (Ctrl+N)"))
        self.import_button.setText(_("Import…"))
        self.import_button.setToolTip(_("Import a table as CSV or Excel (Ctrl+I)"))
        self.export.setText(_("Export…"))
        self.to_selection.setText(_("Selection for Workshop II"))
        self.accept.setText(_("Accept"))
        self.decline.setText(_("Decline"))
        self.remove.setText(_("Remove"))
        self.empty_add.setText(_("Add a best practice"))
        self.empty_import.setText(_("Import a table…"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _after_import(self, words: str) -> None:
        self.said.emit(words)
        self.reload()

    def _take(self, register: Register) -> None:
        self._register = register
        self.filter.offer_economies(register.practices)
        self._show()

    def _show(self) -> None:
        wanted = self.filter.wanted
        marked = [practice.id for practice in self.view.chosen_practices()]
        self.model.show([p for p in self._register.practices if wanted.fits(p)], self._register.events)
        rows = [row for practice in marked if (row := self.model.row_of(practice)) >= 0]
        if len(rows) == 1 and not self.view.selectionModel().hasSelection():
            self.view.selectRow(rows[0])
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._show_words()
        self._allow()

    def _show_words(self) -> None:
        rows, figures = self.model.rowCount(), accepted_figures(self._register.practices)
        parts = [
            ngettext("{n} best practice", "{n} best practices", rows).format(n=rows),
            _("accepted: {n} of {target}").format(n=figures.practices.count, target=figures.practices.target),
            _("economies: {n} of {target}").format(n=figures.economies.count, target=figures.economies.target),
            _("led by women {women}, by youth {youth} of the accepted").format(
                women=percent_words(figures.women_led), youth=percent_words(figures.youth_led)
            ),
        ]
        is_empty_register = not self._register.practices
        self.count.setText("" if is_empty_register else "  ·  ".join(parts))
        for button in (self.to_selection, self.accept, self.decline, self.remove):
            button.setVisible(not is_empty_register)
        for button in (self.empty_add, self.empty_import):
            button.setVisible(is_empty_register)
        self._empty_words.setText(
            _("The register is empty. Add the first best practice, or import a table of those that were nominated.")
            if is_empty_register
            else _("Nothing here fits. Clear the search, or choose other filters.")
        )

    def _allow(self) -> None:
        chosen = self.view.chosen_practices()
        self.accept.setEnabled(any(practice.status != "accepted" for practice in chosen))
        self.decline.setEnabled(any(practice.status != "declined" for practice in chosen))
        self.remove.setEnabled(bool(chosen))
        undo, redo = self.editor.undo_words, self.editor.redo_words
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))
        self.undo.set_words(_("Undo: {what} (Ctrl+Z)").format(what=undo) if undo else _("Nothing to undo"))
        self.redo.set_words(_("Redo: {what} (Ctrl+Y)").format(what=redo) if redo else _("Nothing to redo"))

    def _set_status(self, status: str) -> None:
        chosen = self.view.chosen_practices()
        words = (
            (_("Accept “{title}”"), _("Accept {n}"))
            if status == "accepted"
            else (_("Decline “{title}”"), _("Decline {n}"))
        )
        self._change(chosen, {"status": status}, words)

    def _change(self, chosen: Sequence[Practice], changes: Mapping[str, Any], words: tuple[str, str]) -> None:
        if chosen:
            text = words[0] if len(chosen) == 1 else words[1]
            self.editor.change(chosen, changes, text.format(title=chosen[0].label, n=len(chosen)))

    def _remove(self) -> None:
        """Nothing is asked, because it can be undone; that is said."""
        chosen = self.view.chosen_practices()
        if chosen:
            words = _("Remove “{title}”") if len(chosen) == 1 else _("Remove {n}")
            self.editor.remove(chosen, words.format(title=chosen[0].label, n=len(chosen)))
            self.said.emit(_("Removed from the register. Ctrl+Z brings it back."))

    def _enter_list(self) -> None:
        if self.model.rowCount() == 1:
            self._open(self.model.practice(self.model.index(0, 0)))
        elif self.model.rowCount():
            self.view.setFocus()
            self.view.selectRow(max(0, self.view.currentIndex().row()))

    def _open(self, practice: Practice | None) -> None:
        if practice is not None:
            self._open_dialog(practice.id)

    def _open_dialog(self, practice: str | None) -> None:
        from ui.dialogs.practice_dialog import open_practice

        open_practice(self.window(), self._project, practice, self.reload)
