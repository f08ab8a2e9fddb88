"""“We are late”: how many minutes, what stays, what is left out, and what comes of it, seen before it is done."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QSignalBlocker, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from o2o_events.agenda.delays import Shifted, rest_of_day, shift, usually_fixed
from o2o_events.agenda.now import RUNNING, now_and_next
from o2o_events.agenda.programme import AgendaSession
from o2o_events.i18n import _, ngettext
from ui.dialogs.question import Question
from ui.pages.day_lines import DayState
from ui.widgets.fields import NumberField, TimeField
from ui.widgets.icons import IconButton

_USUAL = (5, 10, 15, 20, 30)
_MOST_EARLIER, _MOST_LATER = 240, 720
_WAS, _WILL, _TITLE, _STAYS, _OUT = range(5)


class LateDialog(Question):
    """``decided`` hands over the preview that is to be carried out, and its minutes."""

    decided = Signal(object, int)

    def __init__(self, parent: QWidget | None, state: DayState, at: datetime, minutes: int) -> None:
        super().__init__(parent, _("We are late"), _("The rest of the day moves by:"), _("Move the day"), "clock")
        self.setMinimumSize(860, 620)
        self._state, self._at = state, at.replace(second=0, microsecond=0)
        self._rest = rest_of_day(state.programme, self._at, state.runs)
        self.shifted: Shifted | None = None
        self.minutes = NumberField(-_MOST_EARLIER, _MOST_LATER, minutes or 15)
        self.minutes.setSuffix(" " + _("minutes"))
        self.minutes.setAccessibleName(_("Minutes"))
        self._planned_end = max((s.ends_at for s in self._rest if s.ends_at), default=None)
        self.end = TimeField()
        self.end.setAccessibleName(_("The day must end by"))
        self.shortens = QCheckBox(_("Breaks that everybody has take up the delay (at least 10 minutes, lunch 40)"))
        self.table = QTableWidget(len(self._rest), 5)
        self.outcome, self.clashes = QLabel(objectName="note", wordWrap=True), QListWidget(wordWrap=True)
        self._build_fields()
        self._fill()
        self.minutes.valueChanged.connect(self.preview)
        self.end.timeChanged.connect(self.preview)
        self.shortens.toggled.connect(self.preview)
        self.table.itemChanged.connect(self._on_checked)
        self.preview()
        self.minutes.setFocus()
        self.minutes.selectAll()

    def _build_fields(self) -> None:
        line = QHBoxLayout(spacing=8)
        line.addWidget(self.minutes)
        for minutes in _USUAL:
            button = IconButton("", "small")
            button.setText(str(minutes))
            button.clicked.connect(lambda _checked=False, n=minutes: self.minutes.setValue(n))
            line.addWidget(button)
        line.addStretch(1)
        words = QLabel(_("The day must end by"), buddy=self.end)
        line.addWidget(words)
        line.addWidget(self.end)
        words.setVisible(self._planned_end is not None)
        self.end.setVisible(self._planned_end is not None)
        if self._planned_end is not None:
            local = self._state.event.local(self._planned_end)
            self.end.setTime(QTime(local.hour, local.minute))
        self.body.addLayout(line)
        self.body.addWidget(self.shortens)
        table = self.table
        table.setHorizontalHeaderLabels([_("Was"), _("Will be"), _("Session"), _("Stays"), _("Left out")])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(36)
        table.setAccessibleName(_("The rest of the day"))
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (_WAS, _WILL, _STAYS, _OUT):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        self.clashes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(table, 2)
        self.body.addWidget(self.outcome)
        self.body.addWidget(self.clashes, 1)

    def _fill(self) -> None:
        fixed = usually_fixed(self._state.programme, self._at, self._state.runs)
        with QSignalBlocker(self.table):
            for row, session in enumerate(self._rest):
                self.table.setItem(row, _WAS, QTableWidgetItem(self._span(session)))
                self.table.setItem(row, _WILL, QTableWidgetItem())
                self.table.setItem(row, _TITLE, self._title(session))
                for column, is_checked in ((_STAYS, session.id in fixed), (_OUT, False)):
                    self.table.setItem(row, column, _box(is_checked))

    def _title(self, session: AgendaSession) -> QTableWidgetItem:
        room = self._state.programme.rooms_by_id.get(session.room or "")
        item = QTableWidgetItem(f"{session.label}  ·  {room.label}" if room else session.label)
        item.setToolTip(item.text())
        return item

    def preview(self) -> None:
        """Works out what comes of the present choices, and shows it."""
        minutes = self.minutes.value()
        if minutes == 0:
            self.shifted = None
            self.accept_button.setEnabled(False)
            return
        self.shifted = shift(
            self._state.programme,
            from_moment=self._at,
            minutes=minutes,
            fixed=self._checked(_STAYS),
            left_out=self._checked(_OUT),
            shortens_breaks=self.shortens.isChecked(),
            ends_by=self._ends_by(),
            runs=self._state.runs,
        )
        self._show(self.shifted)

    def _ends_by(self) -> datetime | None:
        """The moment of the chosen time of day; past midnight where the day's plan goes past it too."""
        if self._planned_end is None:
            return None
        event, clock = self._state.event, self.end.time()
        begins = event.local(self._at)
        chosen = begins.replace(hour=clock.hour(), minute=clock.minute(), second=0, microsecond=0)
        is_next_day = event.local(self._planned_end).date() > begins.date() and chosen <= begins
        return (chosen + timedelta(days=1) if is_next_day else chosen).astimezone(UTC)

    def _show(self, shifted: Shifted) -> None:
        after = {moved.before.id: moved.after for moved in shifted.moved}
        out = {session.id for session in shifted.left_out}
        late = {session.id for session in shifted.falls_out}
        with QSignalBlocker(self.table):
            for row, session in enumerate(self._rest):
                words = _("left out") if session.id in out else self._span(after.get(session.id, session))
                if session.id in late:
                    words += "  ⚠"
                item = self.table.item(row, _WILL)
                item.setText(words)
                font = item.font()
                font.setBold(session.id in after or session.id in out)
                item.setFont(font)
        told = [clash.message for clash in shifted.clashes] + self._held_up(shifted)
        self.clashes.clear()
        self.clashes.addItems(told)
        self.clashes.setVisible(bool(told))
        self.outcome.setText(self._outcome(shifted))
        self.outcome.setObjectName("note" if shifted.falls_out or told else "success")
        self.outcome.style().polish(self.outcome)
        self.accept_button.setEnabled(bool(shifted.moved or shifted.left_out))

    def _outcome(self, shifted: Shifted) -> str:
        moved = len(shifted.moved)
        parts = [ngettext("{n} session moves.", "{n} sessions move.", moved).format(n=moved)]
        if not moved and not shifted.left_out:
            parts = [_("Nothing moves: what stays at its time takes up the delay.")]
        if shifted.falls_out and shifted.ends_by:
            names = "; ".join(session.label for session in shifted.falls_out)
            end = f"{self._state.event.local(shifted.ends_by):%H:%M}"
            parts.append(_("After the day’s end ({time}): {names}.").format(time=end, names=names))
        if shifted.clashes:
            number = len(shifted.clashes)
            parts.append(ngettext("{n} new clash:", "{n} new clashes:", number).format(n=number))
        elif shifted.minutes_left == 0 and shifted.moved and not shifted.falls_out:
            parts.append(_("The day ends on time."))
        return " ".join(parts)

    def _held_up(self, shifted: Shifted) -> list[str]:
        """What could not begin at its new time, because what runs now is expected to end later."""
        local = self._state.event.local
        words = []
        for row in now_and_next(shifted.programme, self._state.runs, self._at):
            if row.room is None or row.now is None or row.next is None or row.next.late < 1 or row.now.state != RUNNING:
                continue
            words.append(
                _("{room}: “{title}” is expected to end at {end}, so “{next}” can begin at {time} at best.").format(
                    room=row.room.label,
                    title=row.now.session.label,
                    end=f"{local(row.now.ends_at):%H:%M}",
                    next=row.next.session.label,
                    time=f"{local(row.next.starts_at):%H:%M}",
                )
            )
        return words

    def _span(self, session: AgendaSession) -> str:
        assert session.starts_at is not None
        assert session.ends_at is not None
        event = self._state.event
        return f"{event.local(session.starts_at):%H:%M}–{event.local(session.ends_at):%H:%M}"

    def _checked(self, column: int) -> frozenset[str]:
        is_on = Qt.CheckState.Checked
        return frozenset(s.id for row, s in enumerate(self._rest) if self.table.item(row, column).checkState() == is_on)

    def _on_checked(self, item: QTableWidgetItem) -> None:
        """A session either stays or is left out, not both."""
        if item.checkState() == Qt.CheckState.Checked:
            with QSignalBlocker(self.table):
                other = _OUT if item.column() == _STAYS else _STAYS
                self.table.item(item.row(), other).setCheckState(Qt.CheckState.Unchecked)
        self.preview()

    def answer(self) -> None:
        if self.shifted is None or not (self.shifted.moved or self.shifted.left_out):
            self.refuse(_("Nothing would move. Give some minutes, or let fewer sessions stay."))
            return
        self.accept()
        self.decided.emit(self.shifted, self.minutes.value())


def _box(is_checked: bool) -> QTableWidgetItem:
    item = QTableWidgetItem()
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked)
    return item
