"""The lists beside the agenda's grid: sessions that wait for a time, and what has to be put right."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from o2o_events.agenda import session_types
from o2o_events.agenda.clash import Clash, kind_label
from o2o_events.agenda.programme import AgendaSession
from o2o_events.i18n import ngettext
from ui.pages.agenda_blocks import COLOURS
from ui.tables.lines import COLOUR_ROLE, ICON_ROLE, SECOND_LINE_ROLE, LinesDelegate

ID_ROLE = Qt.ItemDataRole.UserRole + 20
_PULL = 5
_MARKS = {
    "error": ("attention", "#B3261E", "#FFFFFF"),
    "warning": ("attention", "#FFD75E", "#1F1600"),
    "hint": ("attention", "#D3DCE4", "#15212C"),
}


class _LinesList(QListWidget):
    """A list of two-line rows that keeps its place and its choice when it is filled anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(LinesDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

        self._words = ""

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(180, 120)

    def say_when_empty(self, words: str) -> None:
        """What stands in the list when there is nothing in it."""
        self._words = words
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        super().paintEvent(event)
        if not self.count() and self._words:
            painter = QPainter(self.viewport())
            painter.setPen(QApplication.palette().color(QPalette.ColorRole.PlaceholderText))
            where = self.viewport().rect().adjusted(12, 10, -12, -10)
            painter.drawText(where, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self._words)

    def _fill(self, items: Sequence[QListWidgetItem]) -> None:
        chosen, place = set(self.chosen_ids()), self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clear()
        for item in items:
            self.addItem(item)
            item.setSelected(item.data(ID_ROLE) in chosen)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(place)

    def chosen_ids(self) -> list[str]:
        return [item.data(ID_ROLE) for item in self.selectedItems()]


class UnscheduledList(_LinesList):
    """Sessions without a time: ``carried`` and ``let_go`` tell what is dragged out of it, and where it is on the
    screen; ``schedule_asked`` that they are to get the first free time, ``opened`` that one is to be looked at."""

    carried = Signal(object, object)
    let_go = Signal(object, object)
    gave_up = Signal()
    schedule_asked = Signal(object)
    opened = Signal(str)
    removed = Signal(object)
    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self._pressed: QPointF | None = None
        self._is_carrying = False
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(item.data(ID_ROLE)))

    def show_sessions(self, sessions: Sequence[AgendaSession]) -> None:
        items = []
        for session in sessions:
            minutes = ngettext("{n} minute", "{n} minutes", session.minutes).format(n=session.minutes)
            item = QListWidgetItem(session.label)
            item.setData(ID_ROLE, session.id)
            item.setData(SECOND_LINE_ROLE, f"{minutes}  ·  {session_types.label(session.type)}")
            item.setData(COLOUR_ROLE, COLOURS.get(session.type, "#5A6875"))
            item.setToolTip(session.label)
            items.append(item)
        self._fill(items)

    def aim(self, is_aimed: bool) -> None:
        """Shows that something would be dropped here."""
        if bool(self.property("aimed")) != is_aimed:
            self.setProperty("aimed", is_aimed)
            self.style().unpolish(self)
            self.style().polish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        super().mousePressEvent(event)
        is_on_item = self.itemAt(event.position().toPoint()) is not None
        self._pressed = event.position() if is_on_item and event.button() == Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        if self._pressed is None:
            return
        if (event.position() - self._pressed).manhattanLength() > _PULL:
            self._is_carrying = True
        if self._is_carrying:
            self.carried.emit(self.chosen_ids(), event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        super().mouseReleaseEvent(event)
        was_carrying, self._is_carrying, self._pressed = self._is_carrying, False, None
        if was_carrying:
            self.let_go.emit(self.chosen_ids(), event.globalPosition().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        key, chosen = event.key(), self.chosen_ids()
        if key == Qt.Key.Key_Escape and self._is_carrying:
            self._is_carrying, self._pressed = False, None
            self.gave_up.emit()
        elif key in (Qt.Key.Key_Insert, Qt.Key.Key_N) and not event.modifiers():
            self.wanted.emit()
        elif not chosen:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(chosen[-1])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(chosen)
        elif key == Qt.Key.Key_S and not event.modifiers():
            self.schedule_asked.emit(chosen)
        else:
            super().keyPressEvent(event)

    def is_under(self, at: QPoint) -> bool:
        """Whether a point of the screen is over the list."""
        return self.isVisible() and self.rect().contains(self.mapFromGlobal(at))


class ClashList(_LinesList):
    """What is wrong, worst first. ``chosen`` tells the clash whose sessions are to be shown."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clashes: list[Clash] = []
        self.setWordWrap(True)
        self.currentRowChanged.connect(self._choose)
        self.itemClicked.connect(lambda item: self._choose(self.row(item)))

    def show_clashes(self, clashes: Sequence[Clash]) -> None:
        self._clashes = list(clashes)
        items = []
        for clash in clashes:
            item = QListWidgetItem(kind_label(clash.kind))
            item.setData(ID_ROLE, repr(clash))
            item.setData(SECOND_LINE_ROLE, "  ·  ".join(session.label for session in clash.about.sessions))
            item.setData(ICON_ROLE, _MARKS[clash.severity])
            item.setToolTip(clash.message)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, clash.message)
            items.append(item)
        self._fill(items)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._clashes):
            self.chosen.emit(self._clashes[row])
