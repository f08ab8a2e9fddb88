"""The list of disagreements, some at a time, and the one that was settled last."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from o2o_events.i18n import _, ngettext
from ui.pages.dispute_row import Choice, DisputeRow
from ui.pages.disputes import Dispute
from ui.widgets.icons import IconButton

AT_ONCE = 25
"""How many are shown at once; the others are a page further."""


class DisputesView(QFrame):
    """``chosen`` tells the disagreement, the choice, and who decided."""

    chosen = Signal(object, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._disputes: Sequence[Dispute] = ()
        self._settled: tuple[Dispute, str] | None = None
        self._first = 0
        self.buttons: list[Choice] = []
        self.settled_buttons: list[Choice] = []
        self.heading = QLabel(objectName="heading", wordWrap=True)
        self.hint = QLabel(objectName="hint", wordWrap=True)
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        self.operator_label = QLabel(objectName="hint")
        self.operator = QLineEdit(maxLength=100)
        self.settled_words = QLabel(objectName="success", wordWrap=True, visible=False)
        self.earlier, self.later = IconButton("chevron_left", "small", size=16), IconButton("chevron_right", "small")
        self.place = QLabel(objectName="hint", alignment=Qt.AlignmentFlag.AlignCenter)
        self._pager = QWidget()
        self._list = QVBoxLayout(spacing=10)
        self._list.setContentsMargins(0, 0, 8, 0)
        self.area = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        self._build()
        self.operator.textEdited.connect(self.problem.hide)
        self.operator.returnPressed.connect(self._to_first)
        self.earlier.clicked.connect(lambda: self._turn_to(self._first - AT_ONCE))
        self.later.clicked.connect(lambda: self._turn_to(self._first + AT_ONCE))
        self.retranslate()

    def _build(self) -> None:
        scrolled = QWidget(objectName="scrolled")
        scrolled.setLayout(self._list)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(scrolled)
        name = QHBoxLayout(spacing=10)
        name.addWidget(self.operator_label)
        name.addWidget(self.operator, 1)
        pages = QHBoxLayout(self._pager)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.addWidget(self.earlier)
        pages.addWidget(self.place, 1)
        pages.addWidget(self.later)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        for widget in (self.heading, self.hint, self.problem):
            layout.addWidget(widget)
        layout.addLayout(name)
        layout.addWidget(self.area, 1)
        layout.addWidget(self._pager)
        layout.addStretch(0)

    @property
    def count(self) -> int:
        return len(self._disputes)

    def show_disputes(self, disputes: Sequence[Dispute]) -> None:
        """Shows them anew; where nothing changed, what has the keyboard keeps it."""
        if tuple(disputes) == tuple(self._disputes):
            return
        self._disputes = tuple(disputes)
        self._draw()

    def show_settled(self, dispute: Dispute, choice: str) -> None:
        """What was decided stays in sight, to be decided otherwise by one more click."""
        self._settled = (dispute, choice)
        self._draw()

    def forget_settled(self) -> None:
        """The page is entered anew: what was decided before is not of now."""
        if self._settled is not None:
            self._settled = None
            self._draw()

    def _draw(self) -> None:
        focused = next((n for n, button in enumerate(self.buttons) if button.hasFocus()), None)
        self._first = min(self._first, (max(0, len(self._disputes) - 1)) // AT_ONCE * AT_ONCE)
        self._clear()
        if self._settled is not None:
            self._list.addWidget(self.settled_words)
            dispute, choice = self._settled
            self.settled_buttons = self._add(dispute, choice)
        for dispute in self._disputes[self._first : self._first + AT_ONCE]:
            self.buttons += self._add(dispute)
        self._list.addStretch(1)
        order = [self.operator, *self.settled_buttons, *self.buttons, self.earlier, self.later]
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)
        self.retranslate()
        if focused is not None and self.buttons:
            self.buttons[min(focused, len(self.buttons) - 1) // 2 * 2].setFocus()

    def _clear(self) -> None:
        self.buttons, self.settled_buttons = [], []
        while (item := self._list.takeAt(0)) is not None:
            if item.widget() is not None and item.widget() is not self.settled_words:
                item.widget().hide()
                item.widget().deleteLater()

    def _add(self, dispute: Dispute, settled: str = "") -> list[Choice]:
        row = DisputeRow(dispute, settled)
        row.chosen.connect(self._choose)
        for button in row.buttons:
            button.focused.connect(lambda widget: self.area.ensureWidgetVisible(widget, 0, 60))
            button.moved.connect(self._move)
        self._list.addWidget(row)
        return row.buttons

    def _turn_to(self, first: int) -> None:
        self._first = first
        self._draw()
        self.area.verticalScrollBar().setValue(0)
        self._to_first()

    def _move(self, button: Choice, step: int) -> None:
        order = [other for other in (*self.settled_buttons, *self.buttons) if other.isEnabled()]
        order[max(0, min(order.index(button) + step, len(order) - 1))].setFocus()

    def _to_first(self) -> None:
        if self.buttons:
            self.buttons[0].setFocus()

    def _choose(self, dispute: Dispute, choice: str) -> None:
        operator = self.operator.text().strip()
        if not operator:
            self.problem.setText(_("Type your name first: it is kept with the decision."))
            self.problem.show()
            self.operator.setFocus()
            return
        option = next(option for option in dispute.options if option.choice == choice)
        if not option.warning:
            self.chosen.emit(dispute, choice, operator)
            return
        from ui.dialogs.sure_dialog import SureDialog

        dialog = SureDialog(self.window(), option.words, option.warning, option.words)
        dialog.decided.connect(lambda: self.chosen.emit(dispute, choice, operator))
        dialog.open()

    def retranslate(self) -> None:
        count, is_any = self.count, bool(self._disputes or self._settled)
        for widget in (self.operator, self.operator_label, self.area):
            widget.setVisible(is_any)
        self.problem.hide()
        self.settled_words.setVisible(self._settled is not None)
        can_change = self._settled is not None and self._settled[0].may_change(self._settled[1])
        self.settled_words.setText(
            _("Settled just now. If it was wrong, press the other one.") if can_change else _("Settled just now.")
        )
        self.operator_label.setText(_("Your name"))
        self.operator.setAccessibleName(_("Your name"))
        self._pager.setVisible(count > AT_ONCE)
        last = min(self._first + AT_ONCE, count)
        self.place.setText(_("{first} to {last} of {all}").format(first=self._first + 1, last=last, all=count))
        self.earlier.setEnabled(self._first > 0)
        self.later.setEnabled(last < count)
        self.earlier.setAccessibleName(_("Earlier ones"))
        self.later.setAccessibleName(_("Further ones"))
        for button in (self.earlier, self.later):
            button.setToolTip(button.accessibleName())
        if not count:
            self.heading.setText(_("Nothing to settle"))
            self.hint.setText(_("All desks that were met agree."))
            return
        words = ngettext("{n} disagreement to settle", "{n} disagreements to settle", count)
        self.heading.setText(words.format(n=count))
        self.hint.setText(_("Press what is right. All desks hear of it when they next meet."))
