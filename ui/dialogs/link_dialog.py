"""Finds the registered person whom a speaker is."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from o2o_events.agenda.programme import Speaker
from o2o_events.i18n import _
from o2o_events.people.queries import PersonEntry
from o2o_events.people.search import find_people
from o2o_events.registers.events import Event
from ui.dialogs.question import Question
from ui.project import OpenProject
from ui.widgets.fields import SearchField

_ID = Qt.ItemDataRole.UserRole
_PAUSE = 120


class LinkDialog(Question):
    """``decided`` tells the person's id, "" for nobody."""

    decided = Signal(str)

    def __init__(self, parent: QWidget | None, project: OpenProject, event: Event, speaker: Speaker) -> None:
        words = _("Choose the person as they are registered; their badge then counts as the speaker’s.")
        super().__init__(parent, _("Who is {name}?").format(name=speaker.name), words, _("Link"))
        self.setMinimumSize(560, 460)
        self._project, self._event, self._linked = project, event, speaker.person
        self.search, self.list = SearchField(), QListWidget()
        self.search.setText(speaker.name)
        self.search.setAccessibleName(_("Search"))
        self.list.setAccessibleName(_("People"))
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE)
        self._typing.timeout.connect(self._look)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.list.itemDoubleClicked.connect(lambda _item: self.answer())
        self._look()

    def _look(self) -> None:
        event, text = self._event, self.search.text()
        self._project.read(lambda tx: find_people(tx, event, text, 50), self._show, key="link dialog")

    def _show(self, people: list[PersonEntry]) -> None:
        self.list.clear()
        for entry in people:
            item = QListWidgetItem("  ·  ".join(filter(None, (entry.printed_name, entry.organisation))))
            item.setData(_ID, entry.person)
            self.list.addItem(item)
        nobody = QListWidgetItem(_("Nobody who is registered"))
        nobody.setData(_ID, "")
        self.list.addItem(nobody)
        self.list.setCurrentRow(0)

    def answer(self) -> None:
        item = self.list.currentItem()
        if item is None:
            self.refuse(_("Choose somebody from the list, or “Nobody who is registered”."))
            return
        self.accept()
        self.decided.emit(item.data(_ID))
