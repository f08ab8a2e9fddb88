"""One slot of a session: a best practice from the register or a presentation, how long, and who presents it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from o2o_events import i18n
from o2o_events.agenda.programme import Programme, Slot
from o2o_events.i18n import _, pgettext
from o2o_events.registers.economies import find_economy
from o2o_events.registers.practices import Practice, in_present_language
from ui.dialogs.question import Question
from ui.widgets.fields import NumberField
from ui.widgets.labelled import fill_choices, labelled
from ui.widgets.localized_field import LocalizedField
from ui.widgets.time_grid_values import STEP


class SlotDialog(Question):
    """``decided`` tells the slot's fields, and the speaker who is to present it ("" for nobody)."""

    decided = Signal(object, str)

    def __init__(
        self,
        parent: QWidget | None,
        programme: Programme,
        practices: Sequence[Practice],
        slot: Slot | None = None,
        presenter: str = "",
        minutes: int = 15,
    ) -> None:
        title = _("New slot") if slot is None else slot.label
        super().__init__(parent, title, "", _("Add") if slot is None else _("Save"))
        self.setMinimumWidth(640)
        self._practices = {practice.id: practice for practice in practices}
        self._proposed = dict(slot.title) if slot else {}
        self.practice, self.presenter = searchable(), searchable()
        self.title = LocalizedField(i18n.LANGUAGES)
        self.minutes = NumberField(1, 24 * 60, slot.minutes if slot else minutes, step=STEP)
        taken = {s.practice for session in programme.sessions for s in session.slots if s is not slot}
        choices = [("", _("None: a presentation"))]
        choices += [(p.id, practice_words(p, p.id in taken)) for p in practices]
        fill_choices(self.practice, choices, slot.practice or "" if slot else "")
        speakers = [("", _("Nobody yet")), *((s.id, speaker_line(s.name, s.organisation)) for s in programme.speakers)]
        fill_choices(self.presenter, speakers, presenter)
        self.title.show_text(slot.title if slot else {}, i18n.language())
        self.practice.activated.connect(lambda _row: self._propose())
        for words, field in (
            (_("Best practice"), self.practice),
            (pgettext("agenda", "Title"), self.title),
            (_("Presenter"), self.presenter),
            (_("Minutes"), self.minutes),
        ):
            self.body.addLayout(labelled(words, field))
        self.practice.setFocus()

    def answer(self) -> None:
        title = self.title.text
        practice = chosen_of(self.practice) or None
        if not title and practice is None:
            self.refuse(_("A slot needs a title. Type one, or choose a best practice."))
            return
        title = title or dict(self._practices[practice or ""].title)
        self.accept()
        fields = {"title": title, "minutes": self.minutes.value(), "practice": practice}
        self.decided.emit(fields, chosen_of(self.presenter))

    def _propose(self) -> None:
        """The practice's title, where nobody typed another."""
        practice = self._practices.get(chosen_of(self.practice))
        if practice is not None and self.title.text in ({}, self._proposed):
            self._proposed = dict(practice.title)
            self.title.show_text(practice.title, i18n.language())


def practice_words(practice: Practice, is_taken: bool) -> str:
    """A practice on one line: title, company, economy, and whether it has a slot already."""
    economy = find_economy(practice.economy) if practice.economy else None
    words = [in_present_language(practice.title), practice.company, economy.name if economy else ""]
    words += [_("has a slot already")] if is_taken else []
    return "  ·  ".join(word for word in words if word)


def speaker_line(name: str, organisation: str) -> str:
    return f"{name}  ·  {organisation}" if organisation else name


def searchable() -> QComboBox:
    """A box of many choices, found by typing any part of them."""
    box = QComboBox(editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert)
    completer = QCompleter(box.model(), box)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    box.setCompleter(completer)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def chosen_of(box: QComboBox) -> str:
    """What is chosen in a searchable box; "" where what was typed is none of its choices."""
    row = box.findText(box.currentText(), Qt.MatchFlag.MatchFixedString)
    return str(box.itemData(row) or "") if row >= 0 else ""
