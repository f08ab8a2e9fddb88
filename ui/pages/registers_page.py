"""The registers that the project reports from, a tab each: search, edit, remove, undo, import and export."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from o2o_events.i18n import _, ngettext
from o2o_events.registers.register import Register
from o2o_events.registers.register_columns import has_words
from o2o_events.registers.register_list import PARTS, REGISTERS
from ui.dialogs.register_dialog import RegisterDialog
from ui.pages.register_files import RegisterFiles
from ui.pages.register_view import RegisterTabs, RegisterView
from ui.pages.register_words import empty_words, figure_words
from ui.project import OpenProject
from ui.register_editing import RegisterEditor, Shown, read_shown
from ui.tables.register_table import RegisterTable
from ui.widgets.empty_page import lay_empty
from ui.widgets.fields import SearchField
from ui.widgets.icons import IconButton, IconToolButton


class RegistersPage(QWidget):
    """``said`` is what was done, ``noted`` why nothing was."""

    said = Signal(str)
    noted = Signal(str)

    def __init__(self, project: OpenProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._project = project
        self._shown = Shown(REGISTERS["barrier"])
        self._last_part = {group: names[0] for group, names in PARTS.items()}
        self._marked: dict[str, str] = {}
        self.tabs, self.parts = RegisterTabs(), RegisterTabs()
        self.search = SearchField()
        self.add, self.import_button, self.export = (
            IconButton("plus", "primary"),
            IconButton("import"),
            IconButton("export"),
        )
        self.edit, self.remove = IconButton("edit", "small"), IconButton("cross", "small")
        self.sheet = IconButton("file", "small")
        self.undo, self.redo = IconToolButton("undo"), IconToolButton("redo")
        self.model = RegisterTable(self)
        self.view = RegisterView(self.model)
        self.count = QLabel(objectName="quiet", wordWrap=True)
        self.empty = QLabel(objectName="quiet", wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.empty_add, self.empty_import = IconButton("plus", "primary"), IconButton("import")
        self._stack = QStackedWidget()
        self.editor, self.files = RegisterEditor(project, self), RegisterFiles(self, project)
        self._build()
        self._connect()
        self.retranslate()

    @property
    def register(self) -> Register[Any]:
        """The one that is shown."""
        return self._shown.register

    def _build(self) -> None:
        self.search.setProperty("kind", "")  # the list needs the height more
        top = QHBoxLayout(spacing=10)
        top.addWidget(self.search, 1)
        for button in (self.add, self.import_button, self.export):
            button.setMinimumHeight(46)
            top.addWidget(button)
        middle = QHBoxLayout(spacing=8)
        middle.addWidget(self.count, 1)
        for button in (self.sheet, self.edit, self.remove, self.undo, self.redo):
            middle.addWidget(button)
        self._stack.addWidget(self.view)
        self._stack.addWidget(lay_empty(QWidget(), "folder", self.empty, self.empty_add, self.empty_import))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 12, 18, 14)
        layout.setSpacing(8)
        layout.addWidget(self.tabs)
        layout.addWidget(self.parts)
        layout.addLayout(top)
        layout.addLayout(middle)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda group: self.show_register(self._last_part[group]))
        self.parts.chosen.connect(self.show_register)
        self.search.textChanged.connect(lambda _text: self._show())
        self.search.returnPressed.connect(self._enter_list)
        self.view.chosen.connect(lambda index: self._open(self.model.entry(index)))
        self.view.removed.connect(self._remove)
        self.view.selectionModel().selectionChanged.connect(lambda *_ranges: self._allow())
        for button in (self.add, self.empty_add):
            button.clicked.connect(self.open_new)
        for button in (self.import_button, self.empty_import):
            button.clicked.connect(self._ask_import)
        self.export.clicked.connect(lambda: self.files.ask_export(self.register))
        self.sheet.clicked.connect(self.files.ask_sheet)
        self.edit.clicked.connect(lambda: self._open(next(iter(self.view.chosen_entries()), None)))
        self.remove.clicked.connect(self._remove)
        self.undo.clicked.connect(self.editor.undo)
        self.redo.clicked.connect(self.editor.redo)
        self.editor.written.connect(self.reload)
        self.editor.history_changed.connect(self._allow)
        self.editor.refused.connect(self._project.jobs.failed)
        self.files.said.connect(self.said)
        self.files.imported.connect(self._after_import)
        self._add_shortcuts()

    def _add_shortcuts(self) -> None:
        standard = QKeySequence.StandardKey
        for keys, act in (
            (QKeySequence(standard.Find), self.search.setFocus),
            (QKeySequence(standard.Undo), self.editor.undo),
            (QKeySequence(standard.Redo), self.editor.redo),
            (QKeySequence("Ctrl+I"), self._ask_import),
            (QKeySequence("Ctrl+N"), self.open_new),
            (QKeySequence("Ctrl+PgDown"), lambda: self._step(1)),
            (QKeySequence("Ctrl+PgUp"), lambda: self._step(-1)),
        ):
            QShortcut(keys, self, activated=act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def enter(self) -> None:
        """The page is shown."""
        self.search.setFocus()
        self.reload()

    def reload(self) -> None:
        """Asks for the register anew; what is marked stays marked."""
        register = self.register
        self._project.read(lambda tx: read_shown(tx, register), self._take, key="registers page")

    def show_register(self, name: str) -> None:
        """Turns to a register by its name."""
        if name == self.register.name:
            return
        if len(chosen := self.view.chosen_entries()) == 1:
            self._marked[self.register.name] = chosen[0].id
        self._last_part[_group_of(name)] = name
        self._shown = Shown(REGISTERS[name])
        self.search.clear()
        self._show_tabs()
        self._show()
        self.reload()

    def open_new(self) -> None:
        """Opens the dialog for a record that is not there yet; not where there is nothing that it could be about."""
        targets = [field.target for field in self.register.fields if field.target is not None and field.is_required]
        missing = [target for target in targets if not self._shown.names.records.get(target.name)]
        if missing:
            words = _("There is nothing yet that this could be about. Add to “{register}” first.")
            self.noted.emit(words.format(register=missing[0].title()))
            return
        self._open_dialog(None, self._stated())

    def retranslate(self) -> None:
        self.search.setPlaceholderText(_("Any word of a record"))
        self.search.setAccessibleName(_("Search"))
        self.add.setText(_("Add"))
        self.add.setToolTip(_("Add to the register (Ctrl+N)"))
        self.import_button.setText(_("Import…"))
        self.import_button.setToolTip(_("Import a table as CSV or Excel (Ctrl+I)"))
        self.export.setText(_("Export…"))
        self.edit.setText(_("Edit"))
        self.remove.setText(_("Remove"))
        self.sheet.setText(_("Endorsement sheet…"))
        self.sheet.setToolTip(_("A PDF on which economies sign the final recommendations"))
        self.empty_add.setText(_("Add the first"))
        self.empty_import.setText(_("Import a table…"))
        self.tabs.setAccessibleName(_("Registers"))
        self.tabs.setToolTip(_("Ctrl+Page Up and Ctrl+Page Down go from one to the next"))
        self._show_tabs()
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.reload()

    def _step(self, by: int) -> None:
        """From one register to the next, those that belong together one after the other."""
        names = [name for group in PARTS.values() for name in group]
        self.show_register(names[(names.index(self.register.name) + by) % len(names)])

    def _show_tabs(self) -> None:
        group = _group_of(self.register.name)
        self.tabs.show_tabs([(name, REGISTERS[name].title()) for name in PARTS], group)
        parts = PARTS[group]
        self.parts.show_tabs([(name, REGISTERS[name].title()) for name in parts], self.register.name)
        self.parts.setVisible(len(parts) > 1)
        self.sheet.setVisible(group == "recommendation")

    def _take(self, shown: Shown) -> None:
        if shown.register is self.register:
            self._shown = shown
            self._show()

    def _show(self) -> None:
        shown, text = self._shown, self.search.text()
        marked = [entry.id for entry in self.view.chosen_entries()]
        self.model.show(shown, [e for e in shown.entries if has_words(shown.register, e, shown.names, text)])
        rows = [row for record in marked if (row := self.model.row_of(record)) >= 0]
        if len(rows) == 1 and not self.view.selectionModel().hasSelection():
            self.view.selectRow(rows[0])
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        is_empty = not shown.entries
        for button in (self.empty_add, self.empty_import):
            button.setVisible(is_empty)
        self.empty.setText(empty_words(shown.register.name) if is_empty else _("Nothing here fits. Clear the search."))
        self._show_count()
        self._allow()

    def _show_count(self) -> None:
        rows, everything = self.model.rowCount(), len(self._shown.entries)
        parts = [ngettext("{n} row", "{n} rows", rows).format(n=rows)]
        if rows != everything:
            parts = [_("{n} of {all} rows").format(n=rows, all=everything)]
        self.count.setText("  ·  ".join([*parts, *figure_words(self._shown)]) if everything else "")

    def _allow(self) -> None:
        chosen = self.view.chosen_entries()
        self.edit.setEnabled(len(chosen) == 1)
        self.remove.setEnabled(bool(chosen))
        undo, redo = self.editor.undo_words, self.editor.redo_words
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))
        self.undo.set_words(_("Undo: {what} (Ctrl+Z)").format(what=undo) if undo else _("Nothing to undo"))
        self.redo.set_words(_("Redo: {what} (Ctrl+Y)").format(what=redo) if redo else _("Nothing to redo"))

    def _remove(self) -> None:
        """Nothing is asked, because it can be undone; that is said."""
        chosen = self.view.chosen_entries()
        if chosen:
            words = _("Remove “{title}”") if len(chosen) == 1 else _("Remove {n}")
            text = words.format(title=self._shown.label(chosen[0]), n=len(chosen))
            self.editor.remove(self.register, chosen, text)
            self.said.emit(_("Removed from the register. Ctrl+Z brings it back."))

    def _stated(self) -> Mapping[str, Any]:
        """What a new record is likely to have: the event that is chosen; the record that it can be about, if there is
        but one, or if one was marked in its own register."""
        stated: dict[str, Any] = {}
        for field in self.register.fields:
            if field.kind == "event" and self._project.current_event is not None:
                stated[field.name] = self._project.current_event.id
            elif field.target is not None and field.is_required:
                known = list(self._shown.names.records.get(field.target.name, {}))
                marked = self._marked.get(field.target.name)
                if len(known) == 1 or marked in known:
                    stated[field.name] = known[0] if len(known) == 1 else marked
        return stated

    def _enter_list(self) -> None:
        if self.model.rowCount() == 1:
            self._open(self.model.entry(self.model.index(0, 0)))
        elif self.model.rowCount():
            self.view.setFocus()
            self.view.selectRow(max(0, self.view.currentIndex().row()))

    def _open(self, entry: Any) -> None:
        if entry is not None:
            self._open_dialog(entry, None)

    def _open_dialog(self, entry: Any, stated: Mapping[str, Any] | None) -> None:
        RegisterDialog(self.window(), self.editor, self._shown, entry, stated).open()

    def _ask_import(self) -> None:
        self.files.ask_import(self._shown)

    def _after_import(self, words: str) -> None:
        self.said.emit(words)
        self.reload()


def _group_of(name: str) -> str:
    return next(group for group, names in PARTS.items() if name in names)
