"""The rail at the left: a button a page, those that belong together under a heading."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.widgets.icons import icon

_LOWEST, _HIGHEST = 34, 46
"""Heights of a button in pixels."""
_HEADING, _GAP, _MARGIN, _BAR = 26, 2, 8, 12
"""Pixels: a heading's height, between two rows, at the sides, and a scroll bar's width."""
_ICON, _BESIDE = 22, 6


@dataclass(frozen=True)
class RailButton:
    """A page as the rail shows it: what it is called in the code, its words, its icon, its keys, its group's words."""

    name: str
    words: str
    icon: str
    keys: str
    group: str = ""


class Rail(QScrollArea):
    """``chosen`` tells the name of the page. Where the buttons do not fit it scrolls, the chosen one in sight."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.buttons: dict[str, QToolButton] = {}
        self.headings: list[QLabel] = []
        inner = QWidget(objectName="railRows")
        self._layout = QVBoxLayout(inner)
        self._layout.setContentsMargins(_MARGIN, 6, _MARGIN, 6)
        self._layout.setSpacing(_GAP)
        self._layout.addStretch(1)
        self.setWidget(inner)

    def fill(self, pages: Sequence[RailButton]) -> None:
        """Shows a button for each page; those that stay keep their state and the keyboard."""
        for name in set(self.buttons) - {page.name for page in pages}:
            self.buttons.pop(name).deleteLater()
        for heading in self.headings:
            heading.deleteLater()
        self.headings.clear()
        rows: list[QWidget] = []
        group = ""
        for page in pages:
            if page.group and page.group != group:
                rows.append(self._head(page.group))
            group = page.group
            rows.append(self._button(page))
        for place, row in enumerate(rows):
            self._layout.insertWidget(place, row)
        self.buttons = {page.name: self.buttons[page.name] for page in pages}
        self._fit()

    def show_chosen(self, name: str) -> None:
        for other, button in self.buttons.items():
            button.setChecked(other == name)
        self._keep_in_sight()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """A window may be lower than the rail is."""
        return QSize(self._width(), _HEADING + 2 * _LOWEST)

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(self._width(), self._height(_HIGHEST))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """The arrows go from button to button."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        focused = [name for name, button in self.buttons.items() if button.hasFocus()]
        if event.key() in steps and focused:
            names = list(self.buttons)
            place = names.index(focused[0]) + steps[Qt.Key(event.key())]
            button = self.buttons[names[place % len(names)]]
            button.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(button, 0, _HEADING)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Where there is little room the buttons are lower; where there is still too little it scrolls."""
        room = self.height() - self._height(0)
        height = max(_LOWEST, min(room // max(1, len(self.buttons)), _HIGHEST))
        for button in self.buttons.values():
            button.setFixedHeight(height)
        self.setFixedWidth(self._width() + (_BAR if self._height(height) > self.height() else 0))
        self._keep_in_sight()

    def _height(self, of_button: int) -> int:
        rows = len(self.buttons) + len(self.headings)
        return len(self.buttons) * of_button + len(self.headings) * _HEADING + max(0, rows - 1) * _GAP + 12

    def _width(self) -> int:
        """As wide as the longest words, whatever the language."""
        rows = [*self.buttons.values(), *self.headings]
        return max((row.sizeHint().width() for row in rows), default=0) + 2 * _MARGIN

    def _keep_in_sight(self) -> None:
        button = next((button for button in self.buttons.values() if button.isChecked()), None)
        if button is not None:
            self._layout.activate()
            self.ensureWidgetVisible(button, 0, _HEADING)

    def _head(self, words: str) -> QLabel:
        heading = QLabel(words, objectName="railHeading")
        heading.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        heading.setFixedHeight(_HEADING)
        self.headings.append(heading)
        return heading

    def _button(self, page: RailButton) -> QToolButton:
        button = self.buttons.get(page.name) or self._make(page)
        button.setText(page.words)
        button.setToolTip(f"{page.words} ({page.keys})")
        return button

    def _make(self, page: RailButton) -> QToolButton:
        button = _PageButton(checkable=True, toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(_ICON + _BESIDE, _ICON))
        button.setIcon(icon(page.icon, QColor("#D7E4EE"), _ICON, _BESIDE))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _checked=False, name=page.name: self._choose(name))
        self.buttons[page.name] = button
        return button

    def _choose(self, name: str) -> None:
        self.show_chosen(name)
        self.chosen.emit(name)


class _PageButton(QToolButton):
    """Leaves the arrows to the rail; Qt's button would go on to whatever was made next."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)
