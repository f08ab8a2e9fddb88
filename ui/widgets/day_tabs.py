"""Tabs for days: what is dragged and held over one brings it to the front."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QTabBar, QWidget

_HELD = 350


class DayTabs(QTabBar):
    """``chosen`` tells the number of the day."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self._held = -1
        self._holding = QTimer(self, singleShot=True, interval=_HELD)
        self._holding.timeout.connect(lambda: self.setCurrentIndex(self._held))
        self.currentChanged.connect(lambda day: day >= 0 and self.chosen.emit(day))

    def show_days(self, names: Sequence[tuple[str, str]], day: int) -> None:
        """(name, tool tip) of each day; the shown one is given."""
        self.blockSignals(True)
        while self.count() > len(names):
            self.removeTab(self.count() - 1)
        for number, (name, hint) in enumerate(names):
            if number >= self.count():
                self.addTab(name)
            self.setTabText(number, name)
            self.setTabToolTip(number, hint)
        self.setCurrentIndex(day)
        self.blockSignals(False)

    def hold(self, at: QPoint) -> None:
        """Something is dragged to a point of the screen."""
        point = self.mapFromGlobal(at)
        day = self.tabAt(point) if self.rect().contains(point) else -1
        if day != self._held:
            self._held = day
            self._holding.start() if day >= 0 and day != self.currentIndex() else self._holding.stop()

    def let_go(self) -> None:
        self._held = -1
        self._holding.stop()
