"""The two decisions that an operator takes at the desk, each with a name and a reason."""

from PySide6.QtWidgets import QWidget

from o2o_events.checkin.answers import ScanAnswer
from o2o_events.i18n import _
from ui.answer_words import verdict_words
from ui.dialogs.reason_dialog import Decided, ReasonDialog
from ui.project import OpenProject


def ask_admission(parent: QWidget, project: OpenProject, answer: ScanAnswer, on_decided: Decided) -> None:
    """Whether somebody who was refused is let in all the same."""
    ReasonDialog(
        parent,
        project,
        title=_("Admit anyway"),
        words=f"{verdict_words(answer)}. {answer.message}",
        accept=_("Admit"),
        reasons=(_("Organiser’s decision"), _("Identity checked"), _("Error in the list")),
        on_decided=on_decided,
    ).open()


def ask_undo(parent: QWidget, project: OpenProject, answer: ScanAnswer, on_decided: Decided) -> None:
    """Whether an accepted scan is taken back."""
    words = _("{name}, {verdict}, {time}: the person may enter again. The history keeps both.").format(
        name=answer.name or answer.badge or "?",
        verdict=verdict_words(answer),
        time=f"{answer.at.astimezone(answer.zone):%H:%M}",
    )
    ReasonDialog(
        parent,
        project,
        title=_("Undo a scan"),
        words=words,
        accept=_("Undo"),
        reasons=(_("Scanned by mistake"), _("Wrong person"), _("Wrong checkpoint")),
        on_decided=on_decided,
    ).open()
