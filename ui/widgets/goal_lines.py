"""Figures against their goals as lines under each other: a name, a length, and how it stands in words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.goal_card import Goal, GoalBar, GoalState, Openable


class GoalLine(Openable):
    """One of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, corner=6)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._name, self._figure, self._wanted = QLabel(wordWrap=True), QLabel(), QLabel(objectName="hint")
        self._share = QLabel(objectName="hint")
        self._bar, self._state = GoalBar(), GoalState()
        for label in (self._figure, self._wanted):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        head = QHBoxLayout(spacing=10)
        head.addWidget(self._name, 1)
        head.addWidget(self._figure)
        head.addWidget(self._wanted)
        foot = QHBoxLayout(spacing=10)
        foot.addWidget(self._state, 1)
        foot.addWidget(self._share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(3)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addLayout(foot)

    def show_goal(self, goal: Goal, *, is_strong: bool = False) -> None:
        """``is_strong``: it is the one that the rest of the page is about."""
        self.goal = goal
        self._name.setText(goal.name)
        for label in (self._name, self._figure):
            font = label.font()
            font.setBold(is_strong or label is self._figure)
            label.setFont(font)
        self._figure.setText(goal.number)
        self._wanted.setText(goal.goal_words)
        self._share.setText(goal.share_words)
        self._bar.show_share(goal.share, goal.state)
        self._state.show_state(goal.state, goal.state_words)
        self.setToolTip(goal.detail)
        words = (goal.name, goal.number, goal.goal_words, goal.share_words, goal.state_words)
        self.setAccessibleName("; ".join(filter(None, words)))


class GoalLines(QWidget):
    """The lines. ``chosen`` tells the key of the one that was opened."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[GoalLine] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addStretch(1)

    def show_goals(self, goals: Sequence[tuple[Goal, bool]]) -> None:
        """Each with whether it stands out; lines stay where they are while figures change."""
        for line in self.lines[len(goals) :]:
            line.setParent(None)
            line.deleteLater()
        del self.lines[len(goals) :]
        while len(self.lines) < len(goals):
            line = GoalLine()
            line.chosen.connect(self.chosen)
            self._layout.insertWidget(len(self.lines), line)
            self.lines.append(line)
        for line, (goal, is_strong) in zip(self.lines, goals, strict=True):
            line.show_goal(goal, is_strong=is_strong)
