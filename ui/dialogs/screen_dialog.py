"""Which screen to show, for which room, in which languages, on which monitor."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QWidget

from o2o_events.agenda.programme import Programme
from o2o_events.i18n import LANGUAGES, _
from o2o_events.registers.events import Event
from ui.dialogs.question import Question
from ui.screens.options import DOOR, FOYER, TIMER, ScreenOptions, languages_of
from ui.widgets.labelled import fill_choices, labelled


class ScreenDialog(Question):
    """``decided`` tells the options and the monitor."""

    decided = Signal(object, object)

    def __init__(
        self,
        parent: QWidget | None,
        event: Event,
        programme: Programme,
        monitors: Sequence[tuple[QScreen, str]],
    ) -> None:
        words = _("It shows the open file and keeps up by itself. Scanners still work at this desk.")
        super().__init__(parent, _("Show a screen"), words, _("Show"), "desk")
        self._monitors = [screen for screen, _words in monitors]
        self.kind, self.room, self.monitor = QComboBox(), QComboBox(), QComboBox()
        self.languages = {tag: QCheckBox(name) for tag, name in LANGUAGES.items()}
        self.together = QCheckBox(_("All languages at once, instead of in turns"))
        self.room_label = QLabel()
        kinds = [(FOYER, _("Foyer: all rooms, now and next"))]
        if programme.rooms:
            kinds += [(DOOR, _("Door of a room")), (TIMER, _("Timer for the presenter"))]
        fill_choices(self.kind, kinds)
        fill_choices(self.room, [(room.id, room.label) for room in programme.rooms])
        fill_choices(self.monitor, [(str(number), words) for number, (_screen, words) in enumerate(monitors)])
        written = languages_of(event, programme)
        for tag, box in self.languages.items():
            box.setChecked(tag in written)
            box.toggled.connect(self._on_language)
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._on_kind)
        self._on_kind()
        self._on_language()

    def _lay_out(self) -> None:
        self.body.addLayout(labelled(_("Screen"), self.kind))
        self.room_box = QWidget()
        self.room_box.setLayout(labelled(_("Room"), self.room))
        self.room_box.layout().setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.room_box)
        grid = QGridLayout()
        for place, box in enumerate(self.languages.values()):
            grid.addWidget(box, place // 2, place % 2)
        self.body.addWidget(QLabel(_("Languages"), objectName="hint"))
        self.body.addLayout(grid)
        self.body.addWidget(self.together)
        self.body.addLayout(labelled(_("Monitor"), self.monitor))

    def _on_kind(self) -> None:
        self.room_box.setVisible(self.kind.currentData() != FOYER)

    def _on_language(self) -> None:
        chosen = self._chosen()
        self.together.setEnabled(len(chosen) > 1)
        self.accept_button.setEnabled(bool(chosen))

    def _chosen(self) -> tuple[str, ...]:
        return tuple(tag for tag, box in self.languages.items() if box.isChecked())

    def answer(self) -> None:
        kind = str(self.kind.currentData())
        options = ScreenOptions(
            kind=kind,
            room=None if kind == FOYER else self.room.currentData(),
            languages=self._chosen(),
            is_together=self.together.isEnabled() and self.together.isChecked(),
        )
        monitor = self._monitors[self.monitor.currentIndex()]
        self.accept()
        self.decided.emit(options, monitor)
