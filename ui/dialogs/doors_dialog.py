"""Checkpoints for the sessions of a day, all at once: how they count, and how long before the start they open."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from o2o_events.checkin.checkpoints import MINUTES_BEFORE
from o2o_events.checkin.session_doors import Doors, add_doors
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from ui.dialogs.question import Question
from ui.messages import day_words
from ui.project import OpenProject
from ui.widgets.fields import NumberField
from ui.widgets.labelled import field_grid, fill_choices

_MOST_MINUTES = 240


class DoorsDialog(Question):
    """``made`` tells what was made."""

    made = Signal(object)

    def __init__(self, parent: QWidget | None, project: OpenProject, event: Event, day: date) -> None:
        words = _(
            "Every session that has no checkpoint yet gets one; breaks need none. It opens before its session, "
            "follows it when it moves, and lets in as many as its room holds."
        )
        super().__init__(parent, _("Checkpoints for the sessions"), words, _("Make the checkpoints"), "plus")
        self.setMinimumWidth(620)
        self._project, self._event = project, event
        self.days, self.policy = QComboBox(), QComboBox()
        self.minutes = NumberField(0, _MOST_MINUTES, MINUTES_BEFORE)
        fill_choices(self.days, [(day.isoformat(), day_words(day)), ("", _("All days"))])
        fill_choices(
            self.policy,
            [("in-out", _("In and out, with how many are inside")), ("once", _("Only who came: one scan each"))],
        )
        self.body.addLayout(
            field_grid(
                [
                    (_("How they count"), self.policy),
                    (_("Minutes before the start when they open"), self.minutes),
                    (_("Day"), self.days),
                ]
            )
        )
        self.policy.setFocus()

    def answer(self) -> None:
        event, chosen = self._event, self.days.currentData()
        policy, minutes = str(self.policy.currentData()), self.minutes.value()
        day = date.fromisoformat(chosen) if chosen else None
        self.accept_button.setEnabled(False)
        self._project.write(
            lambda tx: add_doors(tx, event=event, day=day, policy=policy, minutes_before=minutes),
            self._take,
            self.fail,
        )

    def _take(self, doors: Doors) -> None:
        self.accept()
        self.made.emit(doors)
