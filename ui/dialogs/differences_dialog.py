"""Where two entries of a paper sheet differ: which of the two is on the paper, one answer after the other."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from o2o_events.feedback.double_entry import Difference, as_on_paper
from o2o_events.feedback.questions import OTHER, SILENT, FormContent
from o2o_events.i18n import _, ngettext
from ui.dialogs.question import Question
from ui.feedback_words import answer_name_words, answer_words
from ui.widgets.choice_button import ChoiceButton


class DifferencesDialog(Question):
    """``settled`` tells what is right in the end, as stored answers. Cancel leaves the first entry."""

    settled = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        content: FormContent,
        language: str,
        second: Mapping[str, Any],
        differences: Sequence[Difference],
    ) -> None:
        count = len(differences)
        title = ngettext("The two entries differ in one answer", "The two entries differ in {n} answers", count)
        words = _("Look at the paper and choose what it says.")
        super().__init__(parent, title.format(n=count), words, _("Settle"))
        self.setMinimumWidth(760)
        self._second, self._differences = dict(second), as_on_paper(content, differences)
        self.pairs: list[tuple[ChoiceButton, ChoiceButton]] = []
        column = QVBoxLayout(spacing=14)
        for difference in self._differences:
            column.addWidget(QLabel(_asked(content, difference.name, language), wordWrap=True))
            column.addLayout(self._pair(content, language, difference))
        holder = QWidget(objectName="scrolled")
        holder.setLayout(column)
        area = QScrollArea(widgetResizable=True, minimumHeight=min(420, 110 * count))
        area.setWidget(holder)
        self.body.addWidget(area)
        self.cancel_button.setText(_("Leave the first entry"))
        self._allow()
        self.pairs[0][0].setFocus()

    def _pair(self, content: FormContent, language: str, difference: Difference) -> QHBoxLayout:
        row = QHBoxLayout(spacing=10)
        made = []
        for words, value in ((_("First entry"), difference.first), (_("Second entry"), difference.second)):
            button = ChoiceButton(f"{words}: {answer_words(content, difference.name, value, language)}", is_round=True)
            row.addWidget(button, 1)
            made.append(button)
        first, second = made
        first.clicked.connect(lambda: self._choose(first, second))
        second.clicked.connect(lambda: self._choose(second, first))
        self.pairs.append((first, second))
        return row

    def _choose(self, chosen: ChoiceButton, other: ChoiceButton) -> None:
        chosen.setChecked(True)
        other.setChecked(False)
        self._allow()

    def _allow(self) -> None:
        self.accept_button.setEnabled(all(first.isChecked() or second.isChecked() for first, second in self.pairs))

    def answer(self) -> None:
        settled = dict(self._second)
        for difference, (first, _second) in zip(self._differences, self.pairs, strict=True):
            if not first.isChecked():
                continue
            if difference.first is None:
                settled.pop(difference.name, None)
            else:
                settled[difference.name] = difference.first
        self.accept()
        self.settled.emit(settled)


def _asked(content: FormContent, name: str, language: str) -> str:
    """The question as the paper numbers it."""
    asked = [question.code for question in content.questions if question.kind not in SILENT]
    number = next((n for n, code in enumerate(asked, 1) if name in (code, f"{code}_comment", f"{code}_{OTHER}")), None)
    words = answer_name_words(content, name, language)
    return words if number is None else f"{number}.  {words}"
