"""One more event of the open project, and changing one that is there."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from o2o_events.checkin.event_editing import Effect, edit_event, effect_words, refusal, weigh_change
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import Event, add_event
from ui.dialogs.event_form import EventForm
from ui.dialogs.localized_fields import LocalizedFields
from ui.dialogs.question import Question
from ui.project import OpenProject
from ui.widgets.labelled import field_grid

_PAUSE = 300
"""Milliseconds after the last change until its effect is asked for."""


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


class EventEditDialog(Question):
    """Shows an event as it is and, while it is changed, what that would do. ``changed`` tells the event then."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None, project: OpenProject, event: Event) -> None:
        words = _(
            "Its code stays: it is in the names of files. What is printed already keeps the name and the venue that it"
            " was printed with."
        )
        super().__init__(parent, _("Change {event}").format(event=event.code), words, _("Save"))
        self.setMinimumWidth(720)
        self._project, self._event = project, event
        self.event_form = form = EventForm(event)
        self.languages = LocalizedFields({"name": form.name})
        self.languages.show_texts({"name": event.name})
        self.effect = QLabel(objectName="note", wordWrap=True, visible=False)
        self.body.addWidget(self.languages)
        self.body.addLayout(field_grid(form.fields))
        self.body.addWidget(self.effect)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._weigh)
        for edited in (
            form.first_day.dateChanged,
            form.days.valueChanged,
            form.day_list.textChanged,
            form.zone.currentTextChanged,
        ):
            edited.connect(self._pause.start)
        form.name.setFocus()

    def answer(self) -> None:
        try:
            values = vars(self.event_form.read()) | {"name": self.languages.texts("name")}
        except UserError as error:
            self.fail(error)
            return
        del values["code"]
        self.problem.hide()
        self.accept_button.setEnabled(False)
        event = self._event
        self._project.write(lambda tx: edit_event(tx, event=event, **values)[0], self._take, self.fail)

    def _take(self, event: Event) -> None:
        self.accept()
        self.changed.emit(event)

    def _weigh(self) -> None:
        event, form = self._event, self.event_form
        try:
            days, zone = form.read_days(), form.zone.currentText().strip()
        except UserError:
            return  # it is half typed; saving says so

        def weigh(tx: Tx) -> Effect:
            return weigh_change(tx, event=event, timezone=zone, days=days)

        self._project.read(weigh, self._tell, self._cannot_tell, key="event effect")

    def _tell(self, effect: Effect) -> None:
        problem = refusal(self._event, effect)
        words = [problem] if problem else effect_words(effect)
        self.effect.setObjectName("problem" if problem else "note")
        self.effect.setText(" ".join(words))
        self.effect.setVisible(bool(words))
        self.effect.style().unpolish(self.effect)
        self.effect.style().polish(self.effect)
        self.grow()

    def _cannot_tell(self, _error: Exception) -> None:
        """A time zone that is half typed; saving says so."""
        self.effect.hide()
