"""The right side of the day page: what runs in each room, and who is awaited."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from o2o_events.checkin.presenters import Presenter, awaited
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from ui.pages.presenters_note import due_words, note_words
from ui.tables.lines import ICON_ROLE, SECOND_LINE_ROLE, LinesDelegate
from ui.widgets.card import Card

_PERSON_ROLE = Qt.ItemDataRole.UserRole + 30
_AWAITED = ("person", "#F4B93A", "#211700")
_UNKNOWN = ("attention", "#37475A", "#FFFFFF")
_LATE = ("clock", "#F4B93A", "#211700")
_ON_TIME = ("check", "#0B6B3A", "#FFFFFF")


class DaySide(QWidget):
    """``person_asked`` tells a registered presenter to be opened."""

    person_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rooms, self.presenters = QListWidget(), QListWidget()
        self._rooms_words, self._presenters_words = QLabel(objectName="heading"), QLabel(objectName="heading")
        self._presenters_words.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for words, view, stretch in (
            (self._rooms_words, self.rooms, 2),
            (self._presenters_words, self.presenters, 3),
        ):
            view.setItemDelegate(LinesDelegate(view))
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            layout.addWidget(Card(words, view), stretch)
        self.presenters.itemActivated.connect(self._open)
        self.retranslate()

    def show_rooms(self, lines: Sequence[tuple[str, str, bool]]) -> None:
        self.rooms.clear()
        for name, words, is_late in lines:
            item = QListWidgetItem(name)
            item.setData(SECOND_LINE_ROLE, words)
            item.setData(ICON_ROLE, _LATE if is_late else _ON_TIME)
            item.setToolTip(f"{name}\n{words}")
            self.rooms.addItem(item)

    def show_presenters(self, event: Event, presenters: Sequence[Presenter]) -> None:
        self._presenters_words.setText(note_words(presenters) or _("No presenters today"))
        self.presenters.clear()
        for presenter in awaited(list(presenters)):
            item = QListWidgetItem(presenter.name)
            words = due_words(event, presenter)
            item.setData(SECOND_LINE_ROLE, words)
            item.setData(ICON_ROLE, _AWAITED if presenter.person else _UNKNOWN)
            item.setData(_PERSON_ROLE, presenter.person)
            part = presenter.next_part
            item.setToolTip("\n".join(filter(None, (presenter.name, words, part.title if part else ""))))
            self.presenters.addItem(item)

    def _open(self, item: QListWidgetItem) -> None:
        person = item.data(_PERSON_ROLE)
        if person:
            self.person_asked.emit(person)

    def retranslate(self) -> None:
        self._rooms_words.setText(_("In the rooms now"))
        self.rooms.setAccessibleName(_("In the rooms now"))
        self.presenters.setAccessibleName(_("Presenters who are not here yet"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
