"""Who decides, and why: asked before anything that the rules would not do by themselves."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from o2o_events.i18n import _
from ui.dialogs.question import Question
from ui.project import OpenProject
from ui.widgets.icons import IconButton

Decided = Callable[[str, str], None]


class ReasonDialog(Question):
    """Asks for operator and reason; both are remembered for the shift, so that Enter is enough the next time."""

    def __init__(
        self,
        parent: QWidget | None,
        project: OpenProject,
        *,
        title: str,
        words: str,
        accept: str,
        reasons: Sequence[str],
        on_decided: Decided,
        needs_operator: bool = True,
    ) -> None:
        super().__init__(parent, title, words, accept)
        self._project, self._on_decided = project, on_decided
        self.operator = QLineEdit(project.operator, maxLength=100)
        self.reason = QLineEdit(project.reasons.get(title, ""), maxLength=300)
        self._title, self._needs_operator = title, needs_operator
        if needs_operator:
            self.form.addRow(_("Your name"), self.operator)
        self.form.addRow(_("Reason"), self.reason)
        self._offer(reasons)
        (self.operator if needs_operator and not project.operator else self.reason).setFocus()

    def _offer(self, reasons: Sequence[str]) -> None:
        """Usual reasons, one under the other: in some languages they are long."""
        column = QVBoxLayout(spacing=6)
        for words in reasons:
            button = IconButton("", "small")
            button.setText(words)
            button.clicked.connect(lambda _checked=False, words=words: self.reason.setText(words))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(column)

    def answer(self) -> None:
        operator, reason = self.operator.text().strip(), self.reason.text().strip()
        if self._needs_operator and not operator:
            self.operator.setFocus()
            self.refuse(_("Type your name: it is kept with the decision."))
        elif not reason:
            self.reason.setFocus()
            self.refuse(_("Type a reason: it is kept with the decision."))
        else:
            self._project.operator = operator
            self._project.reasons[self._title] = reason
            self.accept()
            self._on_decided(operator, reason)
