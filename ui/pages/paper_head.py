"""What is typed before the questions of a paper sheet: its code and number, the badge, the language, who types."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit

from o2o_events.i18n import LANGUAGES, _, language
from ui.paper_piles import Pile
from ui.widgets.card import Card
from ui.widgets.labelled import fill_choices, labelled

_BADGE = 2
"""Its place among the fields."""


class PaperHead(Card):
    """The badge is asked of forms with names only."""

    def __init__(self) -> None:
        super().__init__(row := QHBoxLayout(spacing=12))
        self._row = row
        self.code, self.number, self.operator = QLineEdit(maxLength=40), QLineEdit(maxLength=12), QLineEdit()
        self.badge, self.language = QLineEdit(maxLength=80), QComboBox()
        self._labels: dict[str, QLabel] = {}
        for name, field, stretch in (
            ("code", self.code, 3), ("number", self.number, 1), ("badge", self.badge, 2),
            ("language", self.language, 2), ("operator", self.operator, 2),
        ):  # fmt: skip
            box = labelled("…", field)
            label = box.itemAt(0).widget()
            assert isinstance(label, QLabel)
            label.setWordWrap(False)
            self._labels[name] = label
            self._row.addLayout(box, stretch)
        self.show_pile(None)
        self.retranslate()

    def retranslate(self) -> None:
        for name, field, words in (
            ("code", self.code, _("Sheet code")),
            ("number", self.number, _("Sheet number")),
            ("badge", self.badge, _("Badge code")),
            ("language", self.language, _("Language of the sheet")),
            ("operator", self.operator, _("Your name")),
        ):
            self._labels[name].setText(words)
            field.setAccessibleName(words)

    def show_pile(self, pile: Pile | None) -> None:
        """Offers what the sheets of a pile need; ``None`` while none is found."""
        is_named = pile is not None and pile.sheet.form.is_named
        for widget in (self.badge, self._labels["badge"]):
            widget.setVisible(is_named)
        self._row.setStretch(_BADGE, 2 if is_named else 0)
        for field in (self.number, self.language):
            field.setEnabled(pile is not None)
        if pile is not None:
            self.code.setText(pile.sheet.code)

    def offer_languages(self, languages: tuple[str, ...]) -> None:
        mine = language() if language() in languages else languages[0]
        fill_choices(self.language, [(tag, LANGUAGES.get(tag, tag)) for tag in languages], mine)

    @property
    def tag(self) -> str:
        """The language in which the sheet was filled in."""
        return str(self.language.currentData())
