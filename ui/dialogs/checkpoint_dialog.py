"""One more checkpoint of the chosen event: a door, a session, a hand-out."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from o2o_events.agenda.programme import AgendaSession, Programme
from o2o_events.agenda.queries import read_programme
from o2o_events.checkin.checkpoints import Checkpoint, add_checkpoint
from o2o_events.checkin.session_doors import needs_door
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from ui.dialogs.question import Question
from ui.messages import short_day
from ui.project import OpenProject
from ui.widgets.fields import NumberField
from ui.widgets.labelled import field_grid, fill_choices, labelled


class CheckpointDialog(Question):
    """``added`` tells the checkpoint."""

    added = Signal(object)

    def __init__(self, parent: QWidget | None, project: OpenProject, event: Event) -> None:
        words = _("A place of “{event}” where badges are scanned: a door, a session, a hand-out.")
        super().__init__(
            parent, _("Add a checkpoint"), words.format(event=event.label), _("Add the checkpoint"), "plus"
        )
        self.setMinimumWidth(720)
        self._project, self._event = project, event
        self.name, self.policy = QLineEdit(maxLength=100), QComboBox()
        self.session = QComboBox()
        self._proposed, self._titles = "", dict[str, str]()
        self.explanation = QLabel(objectName="quiet", wordWrap=True)
        self.categories = QListWidget()
        self.opens, self.closes = QLineEdit(maxLength=40), QLineEdit(maxLength=40)
        self.capacity, self.most, self.minutes = (
            NumberField(0, most, none_words=_("No limit")) for most in (100_000, 1000, 10_000)
        )
        self.reentry = QCheckBox(_("People may come in again after leaving"), checked=True)
        self._place_fields()
        self.policy.currentIndexChanged.connect(self._show_policy)
        self.session.currentIndexChanged.connect(self._show_session)
        self._show_policy()
        self._show_session()
        self._project.read(lambda tx: read_programme(tx, event), self._offer_sessions)
        self.name.setFocus()

    def _place_fields(self) -> None:
        self.name.setPlaceholderText(_("Such as “Main door” or “Lunch”"))
        kinds = [
            ("daily", _("Once a day")),
            ("once", _("Once in the whole event")),
            ("in-out", _("In and out, with how many are inside")),
            ("every", _("Every time counts")),
        ]
        fill_choices(self.policy, kinds)
        fill_choices(self.session, [("", _("None: a door, a hand-out"))])
        self.session.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.categories.setMinimumHeight(120)
        for category in self._project.surroundings.categories:
            item = QListWidgetItem(category.label, self.categories)
            item.setData(Qt.ItemDataRole.UserRole, category.code)
            item.setCheckState(Qt.CheckState.Unchecked)
        top = field_grid(
            [
                (_("Checkpoint’s name"), self.name),
                (_("How often people are let in"), self.policy),
                (_("Session it belongs to"), self.session),
                (_("How many may be inside at once"), self.capacity),
            ]
        )
        times = [(_("Opens, in venue time (may stay empty)"), self.opens)]
        times += [(_("Closes, in venue time (may stay empty)"), self.closes)]
        limits = [(_("Entries of one person at most"), self.most), (_("Minutes between two entries"), self.minutes)]
        right = field_grid([*times, *limits, ("", self.reentry)], 1)
        sides = QHBoxLayout(spacing=14)
        sides.addLayout(labelled(_("Only these categories (none ticked: all)"), self.categories), 1)
        sides.addLayout(right, 1)
        for part in (top, sides):
            self.body.addLayout(part)
        self.body.insertWidget(1, self.explanation)

    def _offer_sessions(self, programme: Programme) -> None:
        sessions = [s for s in programme.sessions if needs_door(s)]
        for session in sessions:
            self.session.addItem(self._words(session), session.id)
        self._titles = {session.id: session.label for session in sessions}

    def _words(self, session: AgendaSession) -> str:
        assert session.starts_at is not None
        local = self._event.local(session.starts_at)
        return f"{short_day(local.date())} {local:%H:%M}  ·  {session.label}"

    def _show_session(self) -> None:
        """A session's checkpoint is called like it, opens with it and holds as many as its room, unless told else."""
        session = str(self.session.currentData())
        if self.name.text() == self._proposed:
            self._proposed = self._titles.get(session, "")[: self.name.maxLength()]
            self.name.setText(self._proposed)
        first = self._event.days[0].isoformat()
        with_it = _("With its session")
        self.opens.setPlaceholderText(with_it if session else f"{first} 08:00")
        self.closes.setPlaceholderText(with_it if session else f"{first} 18:00")
        self.capacity.setSpecialValueText(_("As many as its room holds") if session else _("No limit"))

    def _show_policy(self) -> None:
        self.explanation.setText(_explanations()[str(self.policy.currentData())])

    def answer(self) -> None:
        try:
            opens, closes = (self._moment(field) for field in (self.opens, self.closes))
        except UserError as error:
            self.fail(error)
            return
        values = {
            "name": self.name.text(),
            "policy": str(self.policy.currentData()),
            "categories": self._ticked(),
            "session": str(self.session.currentData()) or None,
            "opens_at": opens,
            "closes_at": closes,
            "capacity": self.capacity.value() or None,
            "allows_reentry": self.reentry.isChecked(),
            "max_entries": self.most.value() or None,
            "minutes_between": self.minutes.value() or None,
        }
        self.accept_button.setEnabled(False)
        self._project.write(lambda tx: add_checkpoint(tx, event=self._event, **values), self._take, self.fail)

    def _moment(self, field: QLineEdit) -> datetime | None:
        if not field.text().strip():
            return None
        try:
            return self._event.parse_moment(field.text())
        except UserError:
            field.setFocus()
            raise

    def _ticked(self) -> list[str]:
        items = [self.categories.item(row) for row in range(self.categories.count())]
        return [i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() == Qt.CheckState.Checked]

    def _take(self, checkpoint: Checkpoint) -> None:
        self.accept()
        self.added.emit(checkpoint)


def _explanations() -> dict[str, str]:
    return {
        "daily": _("Each person once a day; a second scan on the same day is told as a duplicate."),
        "once": _("Each person once, whatever day it is: right for a hand-out, such as a bag."),
        "in-out": _("Entries and exits are scanned, so that it shows how many are inside."),
        "every": _("Each scan is an entry, as often as the person comes: right for a coffee corner."),
    }
