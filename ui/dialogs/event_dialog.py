"""One more event of the open project."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from o2o_events.i18n import _
from o2o_events.registers.events import Event, add_event
from ui.dialogs.event_form import EventForm
from ui.dialogs.question import Question
from ui.project import OpenProject
from ui.widgets.labelled import field_grid


class EventDialog(Question):
    """``added`` tells the event, which has its checkpoint Entrance."""

    added = Signal(object)

    def __init__(self, parent: QWidget | None, project: OpenProject) -> None:
        words = _("It is kept in the same project: people, badges and desks are shared with the other events.")
        super().__init__(parent, _("Add an event"), words, _("Add the event"), "plus")
        self.setMinimumWidth(720)
        self._project = project
        self.event_form = EventForm()
        self.body.addLayout(field_grid(self.event_form.fields))
        self.event_form.name.setFocus()

    def answer(self) -> None:
        details = self.event_form.read()
        if not details.code:
            self.event_form.code.setFocus()
            self.refuse(_("Give the event a short code, such as VN."))
            return
        self.accept_button.setEnabled(False)
        self._project.write(lambda tx: add_event(tx, **vars(details)), self._take, self.fail)

    def _take(self, event: Event) -> None:
        self.accept()
        self.added.emit(event)
