"""The event's rooms: names in several languages, seats, order from left to right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from o2o_events import i18n
from o2o_events.agenda.programme import Programme, Room
from o2o_events.i18n import _
from ui.agenda_editing import AgendaEditor
from ui.dialogs.question import Question
from ui.pages.agenda_blocks import seats_words
from ui.widgets.fields import NumberField
from ui.widgets.icons import IconButton, IconToolButton
from ui.widgets.labelled import labelled
from ui.widgets.localized_field import LocalizedField

_NEW = ""


class RoomsDialog(Question):
    """Works on the editor's agenda at once; ``added`` asks for a room, ``changed`` for other values of one, and
    ``removed`` for one less. What is done can be taken back on the page."""

    added = Signal(object, object)
    changed = Signal(str, object)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None, editor: AgendaEditor, room: str = "") -> None:
        super().__init__(parent, _("Rooms"), _("The order here is the order of the columns."), _("Done"))
        self.setMinimumSize(680, 460)
        self.cancel_button.hide()
        self._editor = editor
        self._room = room
        self.list = QListWidget()
        self.list.setAccessibleName(_("Rooms"))
        self.name = LocalizedField(i18n.LANGUAGES)
        self.seats = NumberField(-1, 1_000_000, none_words=_("not known"))
        self.add, self.save = IconButton("plus"), IconButton("check")
        self.remove = IconButton("cross", "danger")
        self.up, self.down = IconToolButton("chevron_left"), IconToolButton("chevron_right")
        self._arrange()
        self._connect()
        self._show()
        self.name.setFocus()

    def _arrange(self) -> None:
        self.add.setText(_("New room"))
        self.save.setText(_("Save"))
        self.remove.setText(_("Remove"))
        self.up.set_words(_("To the left"))
        self.down.set_words(_("To the right"))
        left, right, order = QVBoxLayout(spacing=8), QVBoxLayout(spacing=10), QHBoxLayout(spacing=8)
        left.addWidget(self.list, 1)
        for widget in (self.add, self.up, self.down):
            order.addWidget(widget)
        left.addLayout(order)
        right.addLayout(labelled(_("Name"), self.name))
        right.addLayout(labelled(_("Seats"), self.seats))
        right.addStretch(1)
        buttons = QHBoxLayout(spacing=8)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        right.addLayout(buttons)
        whole = QHBoxLayout(spacing=18)
        whole.addLayout(left, 1)
        whole.addLayout(right, 1)
        self.body.addLayout(whole, 1)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._choose)
        self.add.clicked.connect(self._begin_new)
        self.save.clicked.connect(self.keep)
        self.name.edited.connect(self._keep_if_known)
        self.remove.clicked.connect(lambda: self._room and self.removed.emit(self._room))
        self.up.clicked.connect(lambda: self._shift(-1))
        self.down.clicked.connect(lambda: self._shift(1))
        self._editor.changed.connect(self._show)
        self._editor.refused.connect(self.fail)

    @property
    def _programme(self) -> Programme | None:
        return self._editor.programme

    def _shown_room(self) -> Room | None:
        return self._programme.rooms_by_id.get(self._room) if self._programme else None

    def _show(self) -> None:
        rooms = self._programme.rooms if self._programme else ()
        if self._room not in {room.id for room in rooms}:
            self._room = rooms[-1].id if rooms and self._room else _NEW
        self.list.blockSignals(True)
        self.list.clear()
        for room in rooms:
            item = QListWidgetItem("  ·  ".join(filter(None, (room.label, seats_words(room.capacity)))))
            item.setData(Qt.ItemDataRole.UserRole, room.id)
            self.list.addItem(item)
            if room.id == self._room:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._fill()

    def _fill(self) -> None:
        room = self._shown_room()
        self.name.show_text(room.name if room else {}, i18n.language())
        self.seats.setValue(-1 if room is None or room.capacity is None else room.capacity)
        self.save.setText(_("Save") if room else _("Add"))
        for widget in (self.remove, self.up, self.down):
            widget.setEnabled(room is not None)

    def _choose(self, row: int) -> None:
        item = self.list.item(row)
        self._room = item.data(Qt.ItemDataRole.UserRole) if item else _NEW
        self.problem.hide()
        self._fill()

    def _begin_new(self) -> None:
        self._room = _NEW
        self.list.setCurrentRow(-1)
        self._fill()
        self.name.setFocus()

    def _keep_if_known(self) -> None:
        if self._room and self.name.text:
            self.keep()

    def keep(self) -> None:
        """Saves what is typed, or adds the new room."""
        name, seats = self.name.text, None if self.seats.value() < 0 else self.seats.value()
        room = self._shown_room()
        self.problem.hide()
        if not name:
            self.refuse(_("A room needs a name. Type one, in any language."))
        elif room is None:
            self.added.emit(name, seats)
            self.name.show_text({}, i18n.language())
            self.seats.setValue(-1)
            self.name.setFocus()
        elif (name, seats) != (dict(room.name), room.capacity):
            self.changed.emit(room.id, {"name": name, "capacity": seats})

    def _shift(self, step: int) -> None:
        room = self._shown_room()
        if room is not None and self._programme and 0 <= room.position + step < len(self._programme.rooms):
            self.changed.emit(room.id, {"position": room.position + step})

    def answer(self) -> None:
        """Nothing that was typed is lost by leaving."""
        if self.name.text:
            self.keep()
        if not self.problem.isVisible():
            self.accept()
