"""The selection for Workshop II: filter, compare, choose, with the running figures against the targets."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from o2o_events.i18n import _, ngettext
from o2o_events.registers.practices import Practice
from ui.pages.comparing import Comparing
from ui.pages.practices_view import PracticesFilter, PracticesView
from ui.pages.selection_meters import SelectionMeters
from ui.practice_editing import PracticeEditor, Register, read_register
from ui.project import OpenProject
from ui.tables.practices_table import COURSE, ECONOMY, FILES, LED, MODEL, TITLE, PracticesTable
from ui.widgets.flow import FlowLayout
from ui.widgets.icons import IconButton, IconToolButton

_SHARES = {TITLE: 50, ECONOMY: 22, LED: 28}


class SelectionPage(QWidget):
    """Lists the accepted practices. ``page_asked`` is another page to go to."""

    page_asked = Signal(str)

    def __init__(self, project: OpenProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._project = project
        self._register = Register((), {})
        self.meters = SelectionMeters()
        self.filter = PracticesFilter(has_states=False)
        self.only_selected = IconButton("check", "small")
        self.only_selected.setCheckable(True)
        self.undo, self.redo = IconToolButton("undo"), IconToolButton("redo")
        self.model = PracticesTable(self, marks_chosen=True)
        self.view = PracticesView(self.model, has_marks=True, shares=_SHARES)
        self.comparing = Comparing()
        self.count = QLabel(objectName="quiet", wordWrap=True)
        self._empty_words = QLabel(objectName="quiet", wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.to_register = IconButton("star", "primary")
        self._stack = QStackedWidget()
        self.editor = PracticeEditor(project, self)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        for column in (MODEL, COURSE, FILES):  # the cards beside the list tell them
            self.view.setColumnHidden(column, True)
        top = FlowLayout(spacing=10)
        top.add(self.filter, least=460, stretch=1)
        for widget in (self.only_selected, self.undo, self.redo):
            widget.setMinimumHeight(54)
            top.add(widget)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=12)
        split.addWidget(self.view)
        split.addWidget(self.comparing)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 6)
        split.setSizes([520, 680])
        self.view.setMinimumWidth(340)
        self.comparing.setMinimumWidth(420)
        self._stack.addWidget(split)
        self._stack.addWidget(self._empty())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 12)
        layout.setSpacing(10)
        layout.addWidget(self.meters)
        layout.addLayout(top)
        layout.addWidget(self.count)
        layout.addWidget(self._stack, 1)

    def _empty(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addStretch(1)
        layout.addWidget(self._empty_words)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.to_register)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(2)
        return page

    def _connect(self) -> None:
        self.filter.changed.connect(self._show_list)
        self.only_selected.toggled.connect(lambda _on: self._show_list())
        self.view.marked.connect(lambda: self.toggle(self.view.chosen_practices()))
        self.view.chosen.connect(lambda index: self._open(self.model.practice(index)))
        self.view.selectionModel().selectionChanged.connect(lambda *_ranges: self._compare())
        self.comparing.toggled.connect(lambda practice: self.toggle([practice]))
        self.comparing.opened.connect(self._open)
        self.to_register.clicked.connect(lambda: self.page_asked.emit("practices"))
        self.undo.clicked.connect(self.editor.undo)
        self.redo.clicked.connect(self.editor.redo)
        self.editor.written.connect(self.reload)
        self.editor.history_changed.connect(self._show_history)
        self.editor.refused.connect(self._project.jobs.failed)
        for keys, act in (
            (QKeySequence.StandardKey.Find, self.filter.search.setFocus),
            (QKeySequence.StandardKey.Undo, self.editor.undo),
            (QKeySequence.StandardKey.Redo, self.editor.redo),
        ):
            QShortcut(QKeySequence(keys), self, activated=act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def enter(self) -> None:
        """The page is shown."""
        self.reload()
        self.view.setFocus()

    def reload(self) -> None:
        """Asks for the register anew; what is marked stays marked."""
        self._project.read(read_register, self._take, key="selection page")

    def toggle(self, practices: Sequence[Practice]) -> None:
        """Selects them; takes them out where all are selected."""
        if not practices:
            return
        selects = not all(practice.is_chosen for practice in practices)
        names = practices[0].label if len(practices) == 1 else ""
        n = len(practices)
        if selects:
            words = _("Select “{title}”") if names else ngettext("Select {n} practice", "Select {n} practices", n)
        else:
            words = _("Take out “{title}”") if names else ngettext("Take out {n} practice", "Take out {n} practices", n)
        self.editor.change(practices, {"is_selected": selects}, words.format(title=names, n=n))

    def retranslate(self) -> None:
        self.filter.retranslate()
        self.only_selected.setText(_("Only selected"))
        self.to_register.setText(_("Open the register"))
        self._show_history()
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _take(self, register: Register) -> None:
        self._register = register
        self._show()

    def _show(self) -> None:
        self.meters.show_practices(self._register.practices)
        self.filter.offer_economies(self._accepted())
        self._show_list()

    def _accepted(self) -> list[Practice]:
        return [practice for practice in self._register.practices if practice.is_accepted]

    def _show_list(self) -> None:
        accepted, wanted = self._accepted(), self.filter.wanted
        listed = [p for p in accepted if wanted.fits(p) and (p.is_chosen or not self.only_selected.isChecked())]
        marked = [practice.id for practice in self.view.chosen_practices()]
        self.model.show(listed, self._register.events)
        self._mark_again(marked)
        self._stack.setCurrentIndex(0 if accepted else 1)
        self._show_words(len(listed), len(accepted))
        self._compare()

    def _mark_again(self, practices: Sequence[str]) -> None:
        rows = [row for practice in practices if (row := self.model.row_of(practice)) >= 0]
        if rows == [index.row() for index in self.view.selectionModel().selectedRows()]:
            return
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in rows:
            self.view.selectionModel().select(self.model.index(row, 0), flags)
        if rows:
            self.view.selectionModel().setCurrentIndex(
                self.model.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def _show_words(self, listed: int, accepted: int) -> None:
        words = _("{listed} of {accepted} accepted practices").format(listed=listed, accepted=accepted)
        keys = _("Space selects or takes out  ·  Ctrl and Shift mark two or three to compare  ·  Enter opens")
        self.count.setText(f"{words}  ·  {keys}")
        self.count.setVisible(accepted > 0)
        self._empty_words.setText(
            _("No best practice is accepted yet. Accept some in the register; they are selected here.")
        )

    def _compare(self) -> None:
        hint = (
            _("Nothing here fits. Clear the search, or choose other filters.")
            if self.model.rowCount() == 0
            else _("Mark one to read it whole, two or three to compare them.")
        )
        self.comparing.show_practices(self.view.chosen_practices(), self._register.events, hint)

    def _show_history(self) -> None:
        undo, redo = self.editor.undo_words, self.editor.redo_words
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))
        self.undo.set_words(_("Undo: {what} (Ctrl+Z)").format(what=undo) if undo else _("Nothing to undo"))
        self.redo.set_words(_("Redo: {what} (Ctrl+Y)").format(what=redo) if redo else _("Nothing to redo"))

    def _open(self, practice: Practice | None) -> None:
        from ui.dialogs.practice_dialog import open_practice

        if practice is not None:
            open_practice(self.window(), self._project, practice.id, self.reload)
