"""Who is to appear in a session, and as what: one of the speakers, or somebody new by name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from o2o_events.agenda import roles
from o2o_events.agenda.programme import AgendaSession, Programme
from o2o_events.i18n import _
from ui.dialogs.question import Question
from ui.dialogs.slot_dialog import chosen_of, searchable, speaker_line
from ui.widgets.labelled import fill_choices, labelled

_USUAL = {
    "keynote": "keynote",
    "panel": "panelist",
    "policy_dialogue": "panelist",
    "best_practice": "moderator",
    "opening": "speaker",
}


class PartDialog(Question):
    """``decided`` tells the speaker's id ("" for somebody new), the name as typed, and the role."""

    decided = Signal(str, str, str)

    def __init__(self, parent: QWidget | None, programme: Programme, session: AgendaSession) -> None:
        words = _("Choose a speaker, or type the name of somebody new.")
        super().__init__(parent, _("Who appears in “{title}”").format(title=session.label), words, _("Add"), "plus")
        self.speaker, self.role = searchable(), QComboBox()
        speakers = [(s.id, speaker_line(s.name, s.organisation)) for s in programme.speakers]
        fill_choices(self.speaker, speakers)
        self.speaker.setCurrentIndex(-1)
        self.speaker.setEditText("")
        fill_choices(
            self.role, [(code, roles.label(code)) for code in roles.CODES], _USUAL.get(session.type, "speaker")
        )
        self.body.addLayout(labelled(_("Speaker"), self.speaker))
        self.body.addLayout(labelled(_("Role"), self.role))
        self.speaker.setFocus()

    def answer(self) -> None:
        name = self.speaker.currentText().strip()
        if not name:
            self.refuse(_("Choose a speaker, or type the name of somebody new."))
            return
        chosen = chosen_of(self.speaker)
        self.accept()
        self.decided.emit(chosen, "" if chosen else name, self.role.currentData())
