"""What the reports rest on: who counts, how open wordings are read, targets, checkpoints, and the report's head."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QWidget

from o2o_events.checkin.checkpoints import list_checkpoints
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.indicators.definitions import TARGETS, name_of
from o2o_events.indicators.options import read_options, set_options, usual_rule
from o2o_events.indicators.values import ReportOptions
from o2o_events.registers.categories import Category, list_categories
from o2o_events.registers.events import Event, list_events
from o2o_events.registers.report_head import HeadFields, read_head_fields, set_head_fields
from ui.dialogs.question import Question
from ui.project import OpenProject
from ui.widgets.icons import IconButton
from ui.widgets.labelled import field_grid, fill_choices

_COLUMNS = 3


@dataclass(frozen=True)
class Choices:
    """What is chosen, and what there is to choose from. ``head`` is that of ``event``, or of the project."""

    options: ReportOptions
    usual: frozenset[str]
    categories: tuple[Category, ...]
    checkpoints: tuple[str, ...]
    event: Event | None
    head: HeadFields


def read_choices(tx: Tx, event: Event | None) -> Choices:
    names = {c.name: None for one in list_events(tx) for c in list_checkpoints(tx, one) if c.session is None}
    options, usual = read_options(tx), usual_rule(tx).categories
    return Choices(options, usual, tuple(list_categories(tx)), tuple(names), event, read_head_fields(tx, event))


class ReportChoicesDialog(Question):
    """Keeps the choices with the project, so that window, commands and documents agree. ``said``: they are kept."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None, project: OpenProject, choices: Choices) -> None:
        words = _(
            "Kept with the project: the window, the commands and the documents of every desk count alike, and every"
            " report says how."
        )
        super().__init__(parent, _("How reports are counted"), words, _("Keep"), "check")
        self._project, self._choices = project, choices
        self.categories = {c.code: QCheckBox(c.label) for c in choices.categories}
        self.entrances = {name: QCheckBox(name) for name in choices.checkpoints}
        self.handouts = {name: QCheckBox(name) for name in choices.checkpoints}
        self.words = {name: QComboBox() for name in _wordings()}
        self.targets = {number: QLineEdit(maxLength=12) for number in TARGETS}
        self.head = {name: QLineEdit(maxLength=300) for name in asdict(choices.head)}
        self.usual, self.everybody = IconButton("again", "small"), IconButton("people", "small")
        self._body = QWidget(objectName="page")
        self._grid = QGridLayout(self._body)
        self._arrange()
        self._fill()

    def _arrange(self) -> None:
        self._grid.setContentsMargins(0, 0, 10, 0)
        self._grid.setVerticalSpacing(8)
        self._section(_("Who counts as a participant"), _boxes(self.categories.values()), self._buttons_row())
        wordings = [(_wordings()[name][0], box) for name, box in self.words.items()]
        self._section(_("How open wordings are read"), field_grid(wordings))
        self._section(_("Where people check in to an event"), _boxes(self.entrances.values()))
        self._section(
            _("Where the Guidebook is handed out"),
            _boxes(self.handouts.values()),
            words=_("Without a choice: every checkpoint whose name says so."),
        )
        targets = [(f"{number}  {name_of(number)}", field) for number, field in self.targets.items()]
        self._section(
            _("Targets"), field_grid(targets), words=_("Empty is the project proposal's, which stands in grey.")
        )
        event = self._choices.event
        whose = _("of the project") if event is None else _("of {event}").format(event=event.label)
        head = [(words, self.head[name]) for name, words in _head_words().items()]
        self._section(_("Head of reports {whose}").format(whose=whose), field_grid(head))
        area = QScrollArea(widgetResizable=True)
        area.setWidget(self._body)
        self.body.addWidget(area, 1)
        self.resize(900, 640)

    def _section(self, title: str, *parts: Any, words: str = "") -> None:
        row = self._grid.rowCount()
        heading = QLabel(title, objectName="sectionHead", wordWrap=True)
        heading.setContentsMargins(0, 10 if row > 1 else 0, 0, 0)
        self._grid.addWidget(heading, row, 0)
        if words:
            row += 1
            self._grid.addWidget(QLabel(words, objectName="hint", wordWrap=True), row, 0)
        for part in parts:
            row += 1
            self._grid.addLayout(part, row, 0)

    def _buttons_row(self) -> QHBoxLayout:
        self.usual.setText(_("As usual"))
        self.everybody.setText(_("Everybody"))
        self.usual.clicked.connect(lambda: self.tick(self._choices.usual))
        self.everybody.clicked.connect(lambda: self.tick(frozenset(self.categories)))
        row = QHBoxLayout(spacing=8)
        row.addWidget(self.usual)
        row.addWidget(self.everybody)
        row.addStretch(1)
        return row

    def tick(self, codes: frozenset[str]) -> None:
        """Lets these categories count, and no others."""
        for code, box in self.categories.items():
            box.setChecked(code in codes)

    def _fill(self) -> None:
        options = self._choices.options
        self.tick(options.rule.categories if options.rule else self._choices.usual)
        for name, box in self.words.items():
            fill_choices(box, _wordings()[name][1], getattr(options, name))
        for name in self.entrances:
            self.entrances[name].setChecked(name in options.entrances)
            self.handouts[name].setChecked(name in (options.handouts or ()))
        for number, field in self.targets.items():
            field.setPlaceholderText(f"{TARGETS[number]:g}")
            field.setText(f"{options.targets[number]:g}" if number in options.targets else "")
        for name, text in asdict(self._choices.head).items():
            self.head[name].setText(text)

    def answer(self) -> None:
        counted = frozenset(code for code, box in self.categories.items() if box.isChecked())
        if not counted:
            self.refuse(_("Nobody would be counted. Tick at least one category."))
            return
        entrances = [name for name, box in self.entrances.items() if box.isChecked()]
        if not entrances:
            self.refuse(_("Nobody would be checked in. Tick at least one checkpoint where people come in."))
            return
        try:
            targets = self._targets()
        except UserError as error:
            self.fail(error)
            return
        chosen: dict[str, Any] = {name: box.currentData() for name, box in self.words.items()}
        chosen["categories"] = None if counted == self._choices.usual else sorted(counted)
        chosen["entrances"] = entrances
        chosen["handouts"] = [name for name, box in self.handouts.items() if box.isChecked()] or None
        chosen["targets"] = targets or None
        self._keep(chosen, {name: field.text() for name, field in self.head.items()})

    def _targets(self) -> dict[int, float]:
        found = {}
        for number, field in self.targets.items():
            text = field.text().strip()
            if not text:
                continue
            try:
                found[number] = float(text.replace(",", "."))
            except ValueError as error:
                field.setFocus()
                raise UserError(
                    _("“{text}” is no target for indicator {n}. Type a number, such as 400.").format(
                        text=text, n=number
                    )
                ) from error
        return found

    def _keep(self, chosen: Mapping[str, Any], head: Mapping[str, str]) -> None:
        event, before = self._choices.event, asdict(self._choices.head)
        changed = {name: text for name, text in head.items() if text.strip() != before[name]}

        def write(tx: Tx) -> None:
            set_options(tx, **chosen)
            if changed:
                set_head_fields(tx, event=event, **changed)

        def done(_none: None) -> None:
            self.accept()
            self.said.emit(_("Kept with the project. Everything is counted anew."))

        self.problem.hide()
        self.accept_button.setEnabled(False)
        self._project.write(write, done, self.fail)


def _boxes(boxes: Any) -> QGridLayout:
    grid = QGridLayout(horizontalSpacing=14, verticalSpacing=2)
    for place, box in enumerate(boxes):
        grid.addWidget(box, place // _COLUMNS, place % _COLUMNS)
    for column in range(_COLUMNS):
        grid.setColumnStretch(column, 1)
    return grid


def _wordings() -> dict[str, tuple[str, tuple[tuple[Any, str], ...]]]:
    """Field of the options -> what is open, and how it can be read."""
    return {
        "youth_of": (
            _("Share of practices led by youth"),
            (("all", _("of all accepted practices")), ("women", _("of those led by women"))),
        ),
        "products_of": (
            _("Two hot products each of"),
            (("members", _("all 21 economies")), ("contributing", _("the economies that are to contribute practices"))),
        ),
        "economies_of": (
            _("An economy contributes with a practice that is"),
            (("register", _("in the register")), ("accepted", _("accepted"))),
        ),
        "over_is_more": (
            _("“Over 100” is reached with"),
            ((True, _("101: more than 100")), (False, _("100 or more"))),
        ),
        "consent": (
            _("T5 lists those who agreed to"),
            (("list", _("Shared list of participants")), ("survey", _("Survey of the APEC Secretariat"))),
        ),
        "lists_no_shows": (
            _("T4 lists"),
            ((False, _("those who came")), (True, _("those who did not come, too"))),
        ),
    }


def _head_words() -> dict[str, str]:
    return {
        "agenda_item": _("Agenda item"),
        "purpose": _("Purpose"),
        "submitted_by": _("Submitted by"),
        "forum": _("Forum"),
    }
