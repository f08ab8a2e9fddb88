"""Which language a form is printed in, about what, and how many numbered sheets."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from o2o_events.documents.feedback_paper import MOST_SHEETS
from o2o_events.feedback.sheet_lookup import Target
from o2o_events.i18n import LANGUAGES, _
from ui.dialogs.question import Question
from ui.widgets.fields import NumberField
from ui.widgets.labelled import fill_choices, labelled


class PrintFormDialog(Question):
    """``decided`` tells language, target and how many numbered sheets, 0 for one without a number."""

    decided = Signal(str, object, int)

    def __init__(
        self, parent: QWidget | None, languages: Sequence[str], language: str, targets: Sequence[Target]
    ) -> None:
        words = _("Each sheet carries a code that leads back to this form, event and session when it is typed in.")
        super().__init__(parent, _("Print the form"), words, _("Save as PDF…"), "print")
        self.setMinimumWidth(560)
        self._targets = list(targets)
        self.language, self.target = QComboBox(), QComboBox()
        self.sheets = NumberField(0, MOST_SHEETS, 0, none_words=_("One sheet to be copied, numbered by hand"))
        fill_choices(self.language, [(tag, LANGUAGES.get(tag, tag)) for tag in languages], language)
        fill_choices(self.target, [(str(n), target.title) for n, target in enumerate(targets)])
        self.body.addLayout(labelled(_("Language"), self.language))
        self.body.addLayout(labelled(_("About"), self.target))
        self.body.addLayout(labelled(_("Numbered sheets"), self.sheets))

    def answer(self) -> None:
        if not self._targets:
            self.refuse(_("There is no session to ask about yet. Plan one on the agenda first."))
            return
        target = self._targets[self.target.currentIndex()]
        tag, count = str(self.language.currentData()), self.sheets.value()
        self.accept()
        self.decided.emit(tag, target, count)
