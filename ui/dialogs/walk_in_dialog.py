"""Somebody who comes without a registration: typed once, checked in, badge in hand."""

from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from o2o_events.badges.issuing import issue_badges
from o2o_events.checkin.answers import ScanAnswer
from o2o_events.checkin.scanning import check_in_person
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.people.queries import PersonEntry
from o2o_events.people.registration import PersonDetails, RegistrationDetails, add_person
from o2o_events.people.search import find_people
from o2o_events.registers.economies import ECONOMIES
from ui.dialogs.question import Question
from ui.messages import genders
from ui.project import OpenProject
from ui.widgets.icons import IconButton
from ui.widgets.labelled import field_grid, fill_choices

_ALIKE = 3
_PAUSE = 250


@dataclass(frozen=True)
class WalkIn:
    """What came of it: the person, and the answer at the checkpoint if they were checked in."""

    person: str
    answer: ScanAnswer | None


class WalkInDialog(Question):
    """``registered`` tells the answer (or None), the person's id, and whether a badge is wanted now;
    ``found`` tells somebody who was registered all along."""

    registered = Signal(object, str, bool)
    found = Signal(object)

    def __init__(self, parent: QWidget | None, project: OpenProject) -> None:
        super().__init__(parent, _("Walk-in registration"), "", _("Register"), "walk_in")
        self._project = project
        self.setMinimumWidth(720)
        self.family, self.given, self.own_name, self.organisation, self.position, self.email = (
            QLineEdit(maxLength=200) for _n in range(6)
        )
        self.economy, self.category, self.gender = QComboBox(), QComboBox(), QComboBox()
        self.checks_in, self.wants_badge = QCheckBox(_("Check in now")), QCheckBox(_("Make the badge now"))
        self._alike = QVBoxLayout(spacing=6)
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE)
        self._typing.timeout.connect(self._look_for_alike)
        self._fill()
        self._arrange()
        self.family.setFocus()

    def _fill(self) -> None:
        economies = [("", "–"), *((economy.code, economy.name) for economy in ECONOMIES)]
        fill_choices(self.economy, economies)
        categories = self._project.surroundings.categories
        fill_choices(self.category, [(c.code, c.label) for c in categories], "guest")
        fill_choices(self.gender, [(choice.value, choice.words) for choice in genders()])
        for box in (self.checks_in, self.wants_badge):
            box.setChecked(True)
        for field in (self.family, self.given, self.own_name, self.email):
            field.textChanged.connect(lambda _text: self._typing.start())

    def _arrange(self) -> None:
        fields = [
            (_("Family name"), self.family),
            (_("Given name"), self.given),
            (_("Name in own script"), self.own_name),
            (_("E-mail"), self.email),
            (_("Organisation"), self.organisation),
            (_("Position"), self.position),
            (_("Economy"), self.economy),
            (_("Category"), self.category),
            (_("Gender, as the person states it"), self.gender),
        ]
        grid = field_grid(fields)
        switches = QVBoxLayout(spacing=2)
        switches.addWidget(self.checks_in)
        switches.addWidget(self.wants_badge)
        grid.addLayout(switches, 4, 1)
        self.body.addLayout(grid)
        self.body.addLayout(self._alike)

    def answer(self) -> None:
        event, checkpoint = self._project.current_event, self._project.current_checkpoint
        if event is None:
            return
        details, place = self._details(), RegistrationDetails(category=self.category.currentData(), source="walk_in")
        checks_in, wants_badge, direction = self.checks_in.isChecked(), self.wants_badge.isChecked(), "in"
        self.accept_button.setEnabled(False)

        def register(tx: Tx) -> WalkIn:
            made = add_person(tx, event=event, details=details, registration=place)
            if wants_badge:
                issue_badges(tx, event=event, person=made.person)
            if not checks_in or checkpoint is None:
                return WalkIn(made.person, None)
            answer = check_in_person(tx, checkpoint=checkpoint, registration=made.registration, direction=direction)
            return WalkIn(made.person, answer)

        self._project.write(register, self._done, self.fail)

    def _details(self) -> PersonDetails:
        return PersonDetails(
            given_name=self.given.text(),
            family_name=self.family.text(),
            own_script_name=self.own_name.text(),
            organisation=self.organisation.text(),
            position=self.position.text(),
            email=self.email.text(),
            economy=self.economy.currentData() or "",
            gender=self.gender.currentData(),
        )

    def _done(self, made: WalkIn) -> None:
        wants_badge = self.wants_badge.isChecked()
        self.accept()
        self.registered.emit(made.answer, made.person, wants_badge)

    def _look_for_alike(self) -> None:
        """Whoever is registered already is shown before they are registered twice."""
        event = self._project.current_event
        names = " ".join((self.family.text(), self.given.text())).strip() or self.own_name.text().strip()
        words = names or self.email.text().strip()
        if event is None or len(words) < 2:
            self._show_alike([])
            return
        self._project.read(lambda tx: find_people(tx, event, words, _ALIKE), self._show_alike, key="alike")

    def _show_alike(self, people: list[PersonEntry]) -> None:
        _clear(self._alike)
        if not people:
            return
        self._alike.addWidget(QLabel(_("Registered already? Choose the person instead:"), objectName="note"))
        for entry in people:
            button = IconButton("person", "small")
            parts = (entry.printed_name, entry.own_script_name, entry.organisation, entry.economy_name)
            button.setText("  ·  ".join(dict.fromkeys(part for part in parts if part)).replace("&", "&&"))
            button.clicked.connect(lambda _checked=False, entry=entry: self._take(entry))
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            self._alike.addLayout(row)

    def _take(self, entry: PersonEntry) -> None:
        self.accept()
        self.found.emit(entry)


def _clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if item.widget() is not None:
            item.widget().deleteLater()
        elif item.layout() is not None:
            _clear(item.layout())
