"""The slots of the chosen session: in order, as long as they are, with their sum against the session's length."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from o2o_events.agenda.programme import AgendaSession, Programme
from o2o_events.i18n import _, ngettext
from ui.pages.agenda_blocks import sum_words
from ui.widgets.icons import IconButton
from ui.widgets.slot_strip import SlotStrip, StripSlot


class SlotsBox(QWidget):
    """``wanted`` asks for a new slot; what is done to slots the ``strip`` tells."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading, self.sum = QLabel(objectName="heading"), QLabel(wordWrap=True)
        self.add, self.strip = IconButton("plus", "small"), SlotStrip()
        self.add.clicked.connect(self.wanted)
        self.strip.wanted.connect(self.wanted)
        self._shown: tuple[AgendaSession, Programme, QColor] | None = None
        layout = QVBoxLayout(self, spacing=6)
        layout.setContentsMargins(0, 4, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.add)
        layout.addLayout(top)
        layout.addWidget(self.strip)
        layout.addWidget(self.sum)
        self.retranslate()

    def show_session(self, session: AgendaSession, programme: Programme, colour: QColor) -> None:
        self._shown = (session, programme, colour)
        names = programme.speakers_by_id
        slots = []
        used = 0
        for slot, at in session.slot_times():
            used += slot.minutes
            people = [names[p.speaker].name for p in session.appearances if p.slot == slot.id and p.speaker in names]
            clock = f"{at.astimezone(programme.zone):%H:%M}" if at else ""
            slots.append(StripSlot(slot.id, slot.minutes, clock, slot.label, ", ".join(people), used > session.minutes))
        self.strip.show_slots(slots, colour)
        self._show_sum(session)

    def _show_sum(self, session: AgendaSession) -> None:
        used = sum(slot.minutes for slot in session.slots)
        words = ngettext("Slots: {used} of {n} minute", "Slots: {used} of {n} minutes", session.minutes).format(
            used=used, n=session.minutes
        )
        difference = sum_words(session)
        self.sum.setText("  ·  ".join(part for part in (words, difference) if part) if session.slots else "")
        name = "problem" if used > session.minutes else "hint"
        if self.sum.objectName() != name:
            self.sum.setObjectName(name)
            self.sum.style().unpolish(self.sum)
            self.sum.style().polish(self.sum)
        self.sum.setVisible(bool(session.slots))

    def retranslate(self) -> None:
        self.heading.setText(_("Slots"))
        self.add.setText(_("Add…"))
        self.add.setToolTip(_("Add a presentation or a best practice to this session"))
        self.strip.setAccessibleName(_("Slots of the session"))
        self.strip.setToolTip(
            _("Drag to put in order, or onto another session; drag the lower edge to make it longer.")
            + "\n"
            + _("Alt+arrows put in order, Shift+arrows make longer or shorter, Enter opens, Delete removes.")
            + "\n"
            + _("M moves it to another session.")
        )
        if self._shown is not None:
            self.show_session(*self._shown)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
