"""What became of a practice: its status, the events that showed it, the selection, the Guidebook."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from o2o_events.i18n import _
from o2o_events.registers.events import Event
from o2o_events.registers.practices import STATUSES, Practice, status_label
from ui.widgets.labelled import fill_choices, labelled

_WIDEST = 270
"""Pixels that an event's name may take."""


class PracticeCourse(QWidget):
    """``changes`` answers what differs, as ``write_course`` takes it. Only what is accepted can be shown or chosen."""

    def __init__(self, events: Mapping[str, Event], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: dict[str, Any] = {}
        self._gone: set[str] = set()
        self.status = QComboBox()
        fill_choices(self.status, [(code, status_label(code)) for code in STATUSES])
        in_order = sorted(events.values(), key=lambda event: (event.days, event.number))
        self.shown = {event.id: QCheckBox(toolTip=event.label, accessibleName=event.label) for event in in_order}
        for event in in_order:
            box = self.shown[event.id]
            box.setText(box.fontMetrics().elidedText(event.label, Qt.TextElideMode.ElideRight, _WIDEST))
        self.selected, self.guidebook = QCheckBox(_("Selected for Workshop II")), QCheckBox(_("In the Guidebook"))
        self._hint = QLabel(_("Accept it to tick the rest."), objectName="hint", wordWrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(labelled(_("Status"), self.status))
        layout.addWidget(self._hint)
        layout.addSpacing(6)
        layout.addWidget(QLabel(_("Presented at"), objectName="hint"))
        for box in self.shown.values():
            layout.addWidget(box)
        layout.addSpacing(6)
        layout.addWidget(self.selected)
        layout.addWidget(self.guidebook)
        self.status.currentIndexChanged.connect(lambda _row: self._allow())

    def show_practice(self, practice: Practice | None) -> None:
        practice = practice or Practice(id="", title={}, company="")
        self._gone = set(practice.presented_at) - set(self.shown)
        self.status.setCurrentIndex(self.status.findData(practice.status))
        for event, box in self.shown.items():
            box.setChecked(event in practice.presented_at)
        self.selected.setChecked(practice.is_selected)
        self.guidebook.setChecked(practice.in_guidebook)
        self._allow()
        self._before = self._now()

    @property
    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self._now().items() if value != self._before.get(name)}

    def _now(self) -> dict[str, Any]:
        shown = {event for event, box in self.shown.items() if box.isChecked()} | self._gone
        is_accepted = self.status.currentData() == "accepted"
        return {
            "status": self.status.currentData(),
            "presented_at": tuple(sorted(shown)),
            "is_selected": self.selected.isChecked() and is_accepted,
            "in_guidebook": self.guidebook.isChecked(),
        }

    def _allow(self) -> None:
        """What is ticked can always be taken back; ticking anew needs an accepted practice."""
        is_accepted = self.status.currentData() == "accepted"
        self._hint.setVisible(not is_accepted)
        for box in (*self.shown.values(), self.selected, self.guidebook):
            box.setEnabled(is_accepted or box.isChecked())
