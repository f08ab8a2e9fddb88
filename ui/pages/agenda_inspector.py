"""The chosen session beside the grid: every field that organisers change often, who appears, and its slots."""

from collections.abc import Sequence
from datetime import date
from unicodedata import east_asian_width

from PySide6.QtCore import QEvent, QObject, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from o2o_events import i18n
from o2o_events.agenda import session_types
from o2o_events.agenda.clash import Clash
from o2o_events.agenda.programme import AgendaSession, Programme
from o2o_events.i18n import _, ngettext, pgettext
from ui.messages import short_day
from ui.pages.agenda_blocks import COLOURS, place_of
from ui.pages.agenda_people import PeopleLines
from ui.pages.agenda_slots import SlotsBox
from ui.widgets.fields import NumberField, TimeField
from ui.widgets.icons import IconButton, on_ground
from ui.widgets.labelled import fill_choices
from ui.widgets.localized_field import LocalizedField
from ui.widgets.time_grid_values import STEP, Place

_LONGEST_PROBLEM = 150
"""In columns of text: what is longer is told by the tool tip and by the list of what is to be put right."""


class Inspector(QScrollArea):
    """``edited`` tells a session and the fields that got other values; ``placed`` a session and its new place."""

    edited = Signal(str, object)
    placed = Signal(str, object)
    opened = Signal(str)
    cancel_asked = Signal(str)
    unschedule_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.session: AgendaSession | None = None
        self._many: list[str] = []
        self._days: Sequence[date] = ()
        self._programme: Programme | None = None
        self._is_filling = False
        self.heading, self.problem = QLabel(objectName="heading", wordWrap=True), QLabel(objectName="problem")
        self.problem.setWordWrap(True)
        self.title = LocalizedField(i18n.LANGUAGES)
        self.type, self.room, self.day = QComboBox(), QComboBox(), QComboBox()
        self.start = TimeField()
        self.minutes = NumberField(1, 31 * 24 * 60, step=STEP)
        self.expected = NumberField(-1, 1_000_000, none_words="–")
        self.people, self.slots = PeopleLines(), SlotsBox()
        self.more, self.cancel = IconButton("edit", "small"), IconButton("block", "small")
        self.unschedule, self.remove = IconButton("clock", "small"), IconButton("cross", "small")
        self._inputs = (self.title, self.type, self.room, self.day, self.start, self.minutes, self.expected)
        self._labels: list[QLabel] = []
        self._fields, self._actions = QWidget(), QWidget()
        self._build()
        self._connect()
        self.retranslate()
        self.show_sessions([], None, (), ())

    def _build(self) -> None:
        self.setObjectName("inspector")
        self.setMinimumWidth(300)
        inside = QWidget(objectName="scrolled")
        layout = QVBoxLayout(inside, spacing=10)
        layout.setContentsMargins(4, 0, 10, 8)
        layout.addWidget(self.heading)
        layout.addWidget(self.problem)
        self._grid = QGridLayout(self._fields, horizontalSpacing=8, verticalSpacing=3)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._arrange()
        layout.addWidget(self._fields)
        for box in (self.type, self.room, self.day):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(4)
        for field in self._inputs:
            field.setMinimumWidth(40)
            field.setSizePolicy(QSizePolicy.Policy.Ignored, field.sizePolicy().verticalPolicy())
        for column in range(6):
            self._grid.setColumnStretch(column, 1)
        layout.addWidget(self.people)
        layout.addWidget(self.slots)
        row = QGridLayout(self._actions, spacing=8)
        row.setContentsMargins(0, 0, 0, 0)
        for number, button in enumerate((self.more, self.unschedule, self.cancel, self.remove)):
            row.addWidget(button, number, 0)
        layout.addWidget(self._actions)
        layout.addStretch(1)
        self.setWidget(inside)

    def _arrange(self) -> None:
        places = ((0, 0, 6), (1, 0, 6), (2, 0, 3), (2, 3, 3), (3, 0, 2), (3, 2, 2), (3, 4, 2))
        for field, (line, column, span) in zip(self._inputs, places, strict=True):
            label = QLabel(objectName="hint", buddy=field, wordWrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            self._labels.append(label)
            self._grid.addWidget(label, 2 * line, column, 1, span)
            self._grid.addWidget(field, 2 * line + 1, column, 1, span)
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """The wheel scrolls the inspector; it changes no field that was not chosen."""
        if event.type() == QEvent.Type.Wheel and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self.title.edited.connect(lambda: self._tell("title", self.title.text or None))
        self.type.activated.connect(lambda _row: self._tell("type", self.type.currentData()))
        self.expected.editingFinished.connect(self._tell_expected)
        self.room.activated.connect(lambda _row: self._tell_place())
        self.day.activated.connect(lambda _row: self._tell_place())
        self.start.editingFinished.connect(self._tell_place)
        self.minutes.editingFinished.connect(self._tell_minutes)
        self.more.clicked.connect(lambda: self.session and self.opened.emit(self.session.id))
        self.cancel.clicked.connect(lambda: self.session and self.cancel_asked.emit(self.session.id))
        self.unschedule.clicked.connect(lambda: self.unschedule_asked.emit(list(self._many)))
        self.remove.clicked.connect(lambda: self.remove_asked.emit(list(self._many)))

    def show_sessions(
        self, ids: Sequence[str], programme: Programme | None, days: Sequence[date], clashes: Sequence[Clash]
    ) -> None:
        """Shows one session, or how many are chosen."""
        found = (
            [programme.sessions_by_id[name] for name in ids if name in programme.sessions_by_id] if programme else []
        )
        is_other = self.session is None or len(found) != 1 or found[0].id != self.session.id
        self._many = [session.id for session in found]
        self.session = found[0] if len(found) == 1 else None
        self._programme, self._days = programme, days
        for widget in (self._fields, self.people, self.slots, self.more, self.cancel):
            widget.setVisible(self.session is not None)
        self._actions.setVisible(bool(found))
        self.unschedule.setEnabled(any(session.starts_at is not None for session in found))
        self.heading.setText(self._heading(len(found)))
        self.heading.setVisible(self.session is None)
        mine = [clash.message for clash in clashes if self.session and self.session.id in clash.sessions]
        more = ngettext("and {n} more in the list", "and {n} more in the list", len(mine) - 1).format(n=len(mine) - 1)
        self.problem.setText(
            "\n".join([*(_cut(sentence) for sentence in mine[:1]), *([more] if len(mine) > 1 else [])])
        )
        self.problem.setToolTip("\n".join(mine))
        self.problem.setAccessibleName("\n".join(mine))
        self.problem.setVisible(bool(mine))
        if self.session is not None and programme is not None:
            self._fill(self.session, programme, is_other)

    def retranslate(self) -> None:
        title = pgettext("agenda", "Title")
        words = (title, _("Type"), _("Room"), _("Day"), _("Start"), _("Minutes"), _("People expected"))
        for label, field, name in zip(self._labels, self._inputs, words, strict=True):
            label.setText(name)
            field.setAccessibleName(name)
        self._is_filling = True
        fill_choices(self.type, [(code, session_types.label(code)) for code in session_types.CODES])
        self._is_filling = False
        for button, words, hint in (
            (self.more, _("All fields…"), _("Abstract, track, language (Enter)")),
            (self.unschedule, _("Take the time away"), _("Back to the list of those without a time (U)")),
            (self.cancel, _("Cancel the session"), ""),
            (self.remove, _("Remove"), _("Can be taken back (Delete)")),
        ):
            button.setText(words)
            button.setToolTip(hint or words)
        self.heading.setText(self._heading(len(self._many)))
        if self.session is not None and self._programme is not None:
            self._fill(self.session, self._programme, True)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @staticmethod
    def _heading(count: int) -> str:
        if count:
            return ngettext("{n} session chosen", "{n} sessions chosen", count).format(n=count)
        return _("Choose a session to see it here. Double-click an empty place, or press N, for a new one.")

    def _fill(self, session: AgendaSession, programme: Programme, is_other: bool) -> None:
        self._is_filling = True
        if is_other or not self.title.field.hasFocus():
            self.title.show_text(session.title, i18n.language())
        self.type.setCurrentIndex(self.type.findData(session.type))
        rooms = [("", _("All rooms, or none yet")), *((room.id, room.label) for room in programme.rooms)]
        fill_choices(self.room, rooms, session.room or "")
        fill_choices(self.day, [(n, short_day(day)) for n, day in enumerate(self._days)])
        place = place_of(session, programme, self._days)
        self.day.insertItem(0, "–", -1)
        self.day.setCurrentIndex(self.day.findData(place.day if place else -1))
        if is_other or not self.start.hasFocus():
            self.start.setTime(QTime(place.start // 60, place.start % 60) if place else QTime(9, 0))
        self.start.setEnabled(place is not None)
        if is_other or not self.minutes.hasFocus():
            self.minutes.setValue(session.minutes)
        if is_other or not self.expected.hasFocus():
            self.expected.setValue(-1 if session.expected is None else session.expected)
        self.cancel.setText(_("Let it take place") if session.is_cancelled else _("Cancel the session"))
        self.people.show_parts(session, programme)
        self.slots.show_session(session, programme, on_ground(COLOURS.get(session.type, "#5A6875")))
        self._is_filling = False

    def _tell(self, name: str, value: object) -> None:
        session = self.session
        if session is None or self._is_filling or getattr(session, name) == value:
            return
        if name == "title" and not value:
            self.title.show_text(session.title, i18n.language())
            return
        self.edited.emit(session.id, {name: value})

    def _tell_minutes(self) -> None:
        self._tell("minutes", self.minutes.value())

    def _tell_expected(self) -> None:
        self._tell("expected", None if self.expected.value() < 0 else self.expected.value())

    def _tell_place(self) -> None:
        session, programme = self.session, self._programme
        if session is None or programme is None or self._is_filling:
            return
        day, room = self.day.currentData(), self.room.currentData() or None
        before = place_of(session, programme, self._days)
        if day is None or day < 0:
            changes = {"starts_at": None, "room": room}
            if any(getattr(session, name) != value for name, value in changes.items()):
                self.edited.emit(session.id, changes)
            return
        clock = self.start.time()
        place = Place(day, room or "", clock.hour() * 60 + clock.minute(), session.minutes)
        if place != before:
            self.placed.emit(session.id, place)


def _cut(sentence: str) -> str:
    """A sentence that leaves room for the fields below it; letters of East Asia are twice as wide."""
    room = _LONGEST_PROBLEM
    for place, letter in enumerate(sentence):
        room -= 2 if east_asian_width(letter) in "WF" else 1
        if room < 0:
            return sentence[:place].rstrip(" ,;:、，；：") + "…"
    return sentence
