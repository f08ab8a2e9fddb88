"""A figure against its goal: number, goal, share, and how it stands, in words, colour and a length."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.icons import draw_icon

_COLOURS: Final = {
    "met": ("#0B6B3A", "#5BD08C", "check"),
    "near": ("#7A4B00", "#F0B95A", "attention"),
    "behind": ("#B3261E", "#FF8A80", "attention"),
    "ahead": ("#4E5D6B", "#A9B8C6", "clock"),
    "none": ("#4E5D6B", "#A9B8C6", "minus"),
}
"""State -> ink on a light and on a dark ground, and an icon: never colour alone."""


_LONGEST_NUMBER: Final = 9
"""Characters; what is longer is words, and set smaller."""


@dataclass(frozen=True)
class Goal:
    """What a card shows. ``share`` is of the goal, 1 where it is reached; None where there is no goal to reach.

    ``state`` is met, near, behind, ahead (its time has not come) or none.
    """

    key: str
    name: str
    number: str
    goal_words: str
    share_words: str
    share: float | None
    state: str
    state_words: str
    detail: str


class Openable(QFrame):
    """What shows a goal and opens on click, Enter or the space bar: ``chosen`` tells its key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, corner: float = 11) -> None:
        super().__init__(parent)
        self._corner = corner
        self.goal: Goal | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QApplication.palette().color(QPalette.ColorRole.Accent), 2))
            ring = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            painter.drawRoundedRect(ring, self._corner, self._corner)

    def _choose(self) -> None:
        if self.goal is not None:
            self.chosen.emit(self.goal.key)


class GoalCard(Openable):
    """The goal as a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # columns as wide as each other
        self._name = QLabel(objectName="figureName", wordWrap=True)
        self._number, self._goal = QLabel(objectName="figure"), QLabel(objectName="quiet", wordWrap=True)
        self._goal.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self._bar, self._state = GoalBar(), GoalState()
        self._share, self._detail = QLabel(objectName="hint"), QLabel(objectName="hint", wordWrap=True)
        head = QHBoxLayout(spacing=8)
        head.addWidget(self._number, 1)
        head.addWidget(self._goal, 1)
        foot = QHBoxLayout(spacing=8)
        foot.addWidget(self._state, 1)
        foot.addWidget(self._share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(4)
        layout.addWidget(self._name)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addLayout(foot)
        layout.addWidget(self._detail)
        layout.addStretch(1)

    def show_goal(self, goal: Goal) -> None:
        self.goal = goal
        self._name.setText(goal.name)
        is_long = len(goal.number) > _LONGEST_NUMBER
        self._number.setStyleSheet("font-size: 16px;" if is_long else "")
        self._number.setWordWrap(is_long)
        self._number.setText(goal.number)
        self._goal.setText(goal.goal_words)
        self._share.setText(goal.share_words)
        self._detail.setText(goal.detail)
        self._detail.setVisible(bool(goal.detail))
        self._bar.show_share(goal.share, goal.state)
        self._state.show_state(goal.state, goal.state_words)
        self._state.setVisible(bool(goal.state_words))
        self._bar.setVisible(goal.share is not None)
        self._share.setVisible(bool(goal.share_words))
        self.setAccessibleName(
            "; ".join(filter(None, (goal.name, goal.number, goal.goal_words, goal.share_words, goal.state_words)))
        )
        self.setAccessibleDescription(goal.detail)


class GoalState(QWidget):
    """An icon and words in the state's colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._words = "none", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: str, words: str) -> None:
        self._state, self._words = state, words
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(22 + self.fontMetrics().horizontalAdvance(self._words), 20)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = _ink(self._state)
        draw_icon(painter, _COLOURS[self._state][2], QRectF(0, 2, 16, 16), ink)
        font = self.font()
        font.setPixelSize(13)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(ink)
        where = QRectF(21, 0, self.width() - 21, self.height())
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, int(where.width()))
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


class GoalBar(QWidget):
    """The share of the goal; nothing where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self._state = "none"
        self.setFixedHeight(10)

    def show_share(self, share: float | None, state: str) -> None:
        self._share, self._state = share, state
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        if self._share is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QApplication.palette().color(QPalette.ColorRole.Mid))
        painter.drawRoundedRect(QRectF(0, 1, self.width(), 8), 4, 4)
        if self._share > 0:
            painter.setBrush(_ink(self._state))
            painter.drawRoundedRect(QRectF(0, 1, max(8.0, self.width() * min(self._share, 1.0)), 8), 4, 4)


def _ink(state: str) -> QColor:
    is_dark = QApplication.palette().color(QPalette.ColorRole.Base).lightness() < 100
    return QColor(_COLOURS[state][is_dark])
