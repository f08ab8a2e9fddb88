"""Asks before the window closes over forms that were changed and not saved."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from o2o_events.i18n import _
from ui.dialogs.question import Question
from ui.widgets.icons import IconButton


class UnsavedDialog(Question):
    """``save_asked``: save, then close. ``left``: close, what was changed stays beside the project. Else stay."""

    save_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None, forms: Sequence[str], *, can_save: bool) -> None:
        names = ", ".join(_("“{form}”").format(form=form) for form in forms)
        words = _("Not saved: {forms}.").format(forms=names)
        later = _("Closed without saving, the changes wait on this computer and are back when you open the form.")
        super().__init__(parent, _("Forms were changed and not saved"), f"{words}\n{later}", _("Save and close"))
        self.setMinimumWidth(760)
        self.cancel_button.setText(_("Back to the form"))
        self.leave_button = IconButton("clock")
        self.leave_button.setText(_("Close, save later"))
        self.leave_button.clicked.connect(self._leave)
        self._buttons.insertWidget(2, self.leave_button)
        if not can_save:
            self.accept_button.setEnabled(False)
            self.accept_button.setToolTip(_("Something in a form has to be put right before it can be saved."))
            self.cancel_button.setFocus()

    def answer(self) -> None:
        self.accept()
        self.save_asked.emit()

    def _leave(self) -> None:
        self.accept()
        self.left.emit()
