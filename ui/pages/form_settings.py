"""What a form is for: its name, what it is about and when, what it promises, how it is answered."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from o2o_events.feedback.forms import PHASES, SCOPES
from o2o_events.i18n import LANGUAGES, _, language
from ui.feedback_words import phase_words, scope_words
from ui.widgets.card import Card
from ui.widgets.labelled import fill_choices, labelled
from ui.widgets.localized_field import LocalizedField


class FormSettings(QScrollArea):
    """``edited`` tells the name of a setting and its value; ``languages_edited`` the languages offered, in order."""

    edited = Signal(str, object)
    languages_edited = Signal(object)

    def __init__(self) -> None:
        super().__init__(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        self._is_showing = False
        self._offered: tuple[str, ...] = ()
        self._shown_in = ""
        self.name = LocalizedField(LANGUAGES)
        self.scope, self.phase, self.promise, self.layout_box = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.is_open, self.asks_badge, self.needs_slip, self.feeds = (QCheckBox() for _box in range(4))
        self.languages = {tag: QCheckBox(name) for tag, name in LANGUAGES.items()}
        self.promise_note = QLabel(objectName="quiet", wordWrap=True)
        self._labels: dict[QWidget, QLabel] = {}
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(2, 8, 14, 8)
        column.setSpacing(14)
        column.addWidget(Card(self._field(self.name), self._row(self.scope, self.phase), self.is_open))
        column.addWidget(Card(self._field(self.promise), self.promise_note, self.asks_badge, self.needs_slip))
        row = QHBoxLayout(spacing=18)
        for box in self.languages.values():
            row.addWidget(box)
        row.addStretch(1)
        self._languages_words = QLabel(objectName="hint")
        column.addWidget(Card(self._languages_words, row, self._field(self.layout_box), self.feeds))
        column.addStretch(1)
        holder = QWidget(objectName="scrolled")
        holder.setLayout(column)
        self.setWidget(holder)

    def _field(self, field: QWidget) -> QVBoxLayout:
        box = labelled("…", field)
        label = box.itemAt(0).widget()
        assert isinstance(label, QLabel)
        self._labels[field] = label
        return box

    def _row(self, *fields: QWidget) -> QHBoxLayout:
        row = QHBoxLayout(spacing=14)
        for field in fields:
            row.addLayout(self._field(field), 1)
        return row

    def _connect(self) -> None:
        self.name.edited.connect(lambda: self._tell("name", self.name.text))
        self.scope.activated.connect(lambda _i: self._tell("scope", self.scope.currentData()))
        self.phase.activated.connect(lambda _i: self._tell("phase", self.phase.currentData()))
        self.layout_box.activated.connect(lambda _i: self._tell("layout", self.layout_box.currentData()))
        self.promise.activated.connect(lambda _i: self._tell("is_named", self.promise.currentData() == "named"))
        self.is_open.clicked.connect(lambda on: self._tell("is_open", on))
        self.asks_badge.clicked.connect(lambda on: self._tell("asks_badge", on))
        self.needs_slip.clicked.connect(lambda on: self._tell("needs_slip", on))
        self.feeds.clicked.connect(lambda on: self._tell("feeds", "barrier" if on else ""))
        for tag, box in self.languages.items():
            box.clicked.connect(lambda on, tag=tag: self._turn_language(tag, on))

    def retranslate(self) -> None:
        for field, words in (
            (self.name, _("Name of the form")),
            (self.scope, _("About")),
            (self.phase, _("Answered")),
            (self.promise, _("Names")),
            (self.layout_box, _("At the kiosk")),
        ):
            self._labels[field].setText(words)
            field.setAccessibleName(words)
        self.is_open.setText(_("Open: answers are taken"))
        self.asks_badge.setText(_("The kiosk reads a badge first: economy and category go with the answer"))
        self.needs_slip.setText(_("One-time slips: each slip answers once, without saying whose it is"))
        self.feeds.setText(_("Answers are proposed for the register of barriers"))
        self._languages_words.setText(_("Languages offered"))
        self._is_showing = True
        for box, choices in (
            (self.scope, [(scope, scope_words(scope)) for scope in SCOPES]),
            (self.phase, [(phase, phase_words(phase)) for phase in PHASES]),
            (self.promise, [("anonymous", _("Anonymous")), ("named", _("With names"))]),
            (self.layout_box, [("page", _("All questions on one page")), ("pages", _("One question a page"))]),
        ):
            fill_choices(box, choices, box.currentData())
        self._is_showing = False

    def show_settings(self, settings: Mapping[str, Any], languages: tuple[str, ...], *, promise: str) -> None:
        """Shows what is set; ``promise`` is what will stand on the form."""
        self._is_showing = True
        if self.name.text != settings["name"] or self._shown_in != language():
            self._shown_in = language()
            self.name.show_text(settings["name"], language())
        for box, value in (
            (self.scope, settings["scope"]),
            (self.phase, settings["phase"]),
            (self.promise, "named" if settings["is_named"] else "anonymous"),
            (self.layout_box, settings["layout"]),
        ):
            box.setCurrentIndex(box.findData(value))
        self.is_open.setChecked(settings["is_open"])
        self.asks_badge.setChecked(settings["asks_badge"])
        self.needs_slip.setChecked(settings["needs_slip"])
        self.needs_slip.setEnabled(settings["needs_slip"] or not settings["is_named"])
        self.feeds.setChecked(settings["feeds"] == "barrier")
        self.promise_note.setText(_("On the form stands: “{words}”").format(words=promise))
        self._offered = languages
        for tag, tick in self.languages.items():
            tick.setChecked(tag in languages)
            tick.setEnabled(languages != (tag,))
        self._is_showing = False

    def _turn_language(self, tag: str, is_on: bool) -> None:
        others = tuple(other for other in self._offered if other != tag)
        self.languages_edited.emit((*others, tag) if is_on else others)

    def _tell(self, name: str, value: object) -> None:
        if not self._is_showing:
            self.edited.emit(name, value)
