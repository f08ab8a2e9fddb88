"""The fields of a best practice, and which of them were changed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from o2o_events.i18n import _
from o2o_events.registers.economies import ECONOMIES
from o2o_events.registers.practices import Practice
from ui.dialogs.localized_fields import LocalizedFields
from ui.messages import yes_no
from ui.widgets.labelled import field_grid, fill_choices, labelled

_TEXTS = ("company", "o2o_model", "women_led_rule", "youth_led_rule", "nominated_by", "source_ref")
_FLAGS = ("is_women_led", "is_youth_led")
_ANSWERS = {"yes": True, "no": False, "not_stated": None}
_WORDS = {answer: words for words, answer in _ANSWERS.items()}


class PracticeFields(QWidget):
    """Shows a ``Practice`` to be edited. ``changes`` answers what differs, as ``edit_practice`` takes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrolled")
        self._before: dict[str, Any] = {}
        self.title, self.summary = QLineEdit(maxLength=500), QPlainTextEdit(tabChangesFocus=True)
        self.summary.setFixedHeight(124)
        self.texts = {name: QLineEdit(maxLength=500) for name in _TEXTS}
        self.economy = QComboBox()
        self.flags = {name: QComboBox() for name in _FLAGS}
        self.languages = LocalizedFields({"title": self.title, "summary": self.summary})
        fill_choices(self.economy, [("", "–"), *((e.code, e.name) for e in ECONOMIES)])
        for box in self.flags.values():
            fill_choices(box, [(c.value, c.words) for c in yes_no()])
        for name, rule in zip(_FLAGS, ("women_led_rule", "youth_led_rule"), strict=True):
            self.flags[name].currentIndexChanged.connect(lambda _row, n=name, r=rule: self._ask_rule(n, r))
        self._arrange()

    def _arrange(self) -> None:
        texts = self.texts
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 10, 2)
        layout.setSpacing(10)
        layout.addWidget(self.languages)
        layout.addLayout(labelled(_("Title in this language"), self.title))
        layout.addLayout(labelled(_("Summary in this language"), self.summary))
        layout.addLayout(
            field_grid(
                [
                    (_("Company or organisation"), texts["company"]),
                    (_("Economy"), self.economy),
                    (_("O2O model"), texts["o2o_model"]),
                    (_("Nominated by"), texts["nominated_by"]),
                ]
            )
        )
        for name, rule, words, rule_words in (
            (
                "is_women_led",
                "women_led_rule",
                _("Led by women"),
                _("By which rule, such as “51 % owned by women”"),
            ),
            (
                "is_youth_led",
                "youth_led_rule",
                _("Led by young people"),
                _("By which rule, such as “founder under 35”"),
            ),
        ):
            row = QHBoxLayout(spacing=14)
            row.addLayout(labelled(words, self.flags[name]), 1)
            row.addLayout(labelled(rule_words, texts[rule]), 3)
            layout.addLayout(row)
        layout.addLayout(labelled(_("Number, by which an import knows it"), texts["source_ref"]))
        layout.addStretch(1)

    def _ask_rule(self, flag: str, rule: str) -> None:
        """A yes needs its rule: the empty field is where the keyboard goes next."""
        is_missing = self.flags[flag].currentData() == "yes" and not self.texts[rule].text().strip()
        self.texts[rule].setPlaceholderText(_("Needed for yes") if is_missing else "")

    def show_practice(self, practice: Practice | None) -> None:
        """Fills the fields; from here on changes count."""
        practice = practice or Practice(id="", title={}, company="", summary={})
        self.languages.show_texts({"title": practice.title, "summary": practice.summary or {}})
        for name, field in self.texts.items():
            field.setText(getattr(practice, name))
            field.setCursorPosition(0)
        self.economy.setCurrentIndex(max(0, self.economy.findData(practice.economy or "")))
        for name, box in self.flags.items():
            box.setCurrentIndex(box.findData(_WORDS[getattr(practice, name)]))
        self._before = self.values

    @property
    def values(self) -> dict[str, Any]:
        """Everything, as ``add_practice`` takes it."""
        values: dict[str, Any] = {name: self.languages.texts(name) for name in ("title", "summary")}
        values |= {name: field.text().strip() for name, field in self.texts.items()}
        values |= {name: _ANSWERS[box.currentData()] for name, box in self.flags.items()}
        return values | {"economy": self.economy.currentData() or None}

    @property
    def changes(self) -> Mapping[str, Any]:
        """The fields that differ from what was shown."""
        return {name: value for name, value in self.values.items() if value != self._before.get(name)}
