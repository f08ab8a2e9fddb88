"""The bar at the top: which event, which checkpoint, in or out."""

from PySide6.QtCore import QEvent, QSignalBlocker
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from o2o_events.i18n import _
from ui.messages import checkpoint_words
from ui.project import OpenProject
from ui.widgets.icons import IconButton, IconToolButton

_ROOMY = 1200


class PlaceBar(QWidget):
    """Choosers for the open project; checkpoint and direction matter to the check-in page alone."""

    def __init__(self, project: OpenProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self.event_box, self.checkpoint_box = QComboBox(), QComboBox()
        self.way_in, self.way_out = IconButton("enter", "segment"), IconButton("exit", "segment")
        self.add = IconToolButton("plus")
        self._event_label, self._checkpoint_label = QLabel(objectName="hint"), QLabel(objectName="hint")
        self._build()
        self.event_box.activated.connect(self._choose_event)
        self.checkpoint_box.activated.connect(self._choose_checkpoint)
        self._ways.idClicked.connect(lambda number: project.choose_direction("out" if number else "in"))
        project.place_changed.connect(self.fill)
        project.surroundings_changed.connect(self.fill)
        self.retranslate()

    def _build(self) -> None:
        self._ways = QButtonGroup(self, exclusive=True)
        for number, way in enumerate((self.way_in, self.way_out)):
            way.setCheckable(True)
            self._ways.addButton(way, number)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for combo, least in ((self.event_box, 180), (self.checkpoint_box, 130)):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumWidth(least)
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout.addWidget(self._event_label)
        layout.addWidget(self.event_box, 3)
        layout.addWidget(self._checkpoint_label)
        layout.addWidget(self.checkpoint_box, 2)
        ways = QHBoxLayout(spacing=0)
        ways.addWidget(self.way_in)
        ways.addWidget(self.way_out)
        layout.addLayout(ways)
        layout.addWidget(self.add)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.add)
        self.add_event, self.add_checkpoint = menu.addAction(""), menu.addAction("")
        menu.addSeparator()
        self.edit_event = menu.addAction("")
        self.add.setMenu(menu)
        self.add_event.triggered.connect(self._add_event)
        self.add_checkpoint.triggered.connect(self._add_checkpoint)
        self.edit_event.triggered.connect(self._edit_event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Names matter more than what they are names of: where there is little room, the labels go."""
        super().resizeEvent(event)
        has_room = self.width() > _ROOMY
        self._event_label.setVisible(has_room)
        self._checkpoint_label.setVisible(has_room and not self.checkpoint_box.isHidden())

    def show_checkpoint(self, is_shown: bool) -> None:
        """Shows or hides what only the check-in page needs."""
        for widget in (self.checkpoint_box, self.way_in, self.way_out):
            widget.setVisible(is_shown)
        self._checkpoint_label.setVisible(is_shown and self.width() > _ROOMY)

    def turn(self) -> None:
        """The other direction."""
        self._project.choose_direction("in" if self._project.direction == "out" else "out")

    def fill(self) -> None:
        project = self._project
        with QSignalBlocker(self.event_box), QSignalBlocker(self.checkpoint_box), QSignalBlocker(self._ways):
            self.event_box.clear()
            for event in project.surroundings.events:
                self.event_box.addItem(f"{event.code}  ·  {event.label}", event.id)
            self.event_box.setCurrentIndex(
                self.event_box.findData(project.current_event.id) if project.current_event else -1
            )
            self.event_box.setToolTip(self.event_box.currentText())
            self.checkpoint_box.clear()
            for checkpoint in project.checkpoints:
                self.checkpoint_box.addItem(checkpoint_words(checkpoint.name), checkpoint.id)
            self.add_checkpoint.setEnabled(project.current_event is not None)
            self.edit_event.setVisible(project.current_event is not None)
            if project.current_event is not None:
                self.edit_event.setText(_("Change {event}…").format(event=project.current_event.code))
            chosen = self.checkpoint_box.findData(project.current_checkpoint.id) if project.current_checkpoint else -1
            self.checkpoint_box.setCurrentIndex(chosen)
            (self.way_out if project.direction == "out" else self.way_in).setChecked(True)

    def _add_event(self) -> None:
        from ui.dialogs.event_dialog import EventDialog

        dialog = EventDialog(self.window(), self._project)
        dialog.added.connect(self._project.choose_event)
        dialog.open()

    def _edit_event(self) -> None:
        from ui.dialogs.event_dialog import EventEditDialog

        if self._project.current_event is not None:
            EventEditDialog(self.window(), self._project, self._project.current_event).open()

    def _add_checkpoint(self) -> None:
        from ui.dialogs.checkpoint_dialog import CheckpointDialog

        if self._project.current_event is not None:
            dialog = CheckpointDialog(self.window(), self._project, self._project.current_event)
            dialog.added.connect(self._project.choose_checkpoint)
            dialog.open()

    def retranslate(self) -> None:
        self.add.set_words(_("Add an event or a checkpoint, or change this event"))
        self.add_event.setText(_("Add an event…"))
        self.add_checkpoint.setText(_("Add a checkpoint…"))
        self._event_label.setText(_("Event"))
        self._checkpoint_label.setText(_("Checkpoint"))
        self.event_box.setAccessibleName(_("Event"))
        self.checkpoint_box.setAccessibleName(_("Checkpoint"))
        self.way_in.setText(_("In"))
        self.way_out.setText(_("Out"))
        for way in (self.way_in, self.way_out):
            way.setToolTip(_("Whether scans are entries or exits (F6)"))
        self.fill()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _choose_event(self, row: int) -> None:
        self._project.choose_event(self._project.surroundings.events[row])

    def _choose_checkpoint(self, row: int) -> None:
        self._project.choose_checkpoint(self._project.checkpoints[row])
