"""Every text of a form beside its translation: what is missing stands out, and is written where it stands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from o2o_events.agenda.programme import text_in
from o2o_events.feedback.content_editing import TextPlace, list_texts
from o2o_events.feedback.questions import FormContent
from o2o_events.i18n import LANGUAGES, _, ngettext

WHERE, SOURCE, HERE = range(3)
_PARTS = ("title", "introduction", "thanks")


class FormTexts(QWidget):
    """``written`` tells a place and its words in the language that is shown."""

    written = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._places: list[TextPlace] = []
        self.words = QLabel(objectName="quiet", wordWrap=True)
        self.table = QTableWidget(0, 3)
        self.table.verticalHeader().hide()
        self.table.setWordWrap(True)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(WHERE, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(SOURCE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(HERE, QHeaderView.ResizeMode.Stretch)
        self.table.itemChanged.connect(self._tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)

    def show_content(self, content: FormContent, tag: str) -> None:
        """Shows the texts of a content; three rows for what it says before and after are always there."""
        others = [language for language in content.languages if language != tag]
        source = "en" if "en" in others else next(iter(others), tag)
        texts = dict(list_texts(content))
        own = [TextPlace(None, part) for part in _PARTS]
        shown = {place: texts.get(place, {}) for place in (*own, *texts)}
        self._places = list(shown)
        self.table.blockSignals(True)
        self.table.setHorizontalHeaderLabels([_("Where"), LANGUAGES.get(source, source), LANGUAGES.get(tag, tag)])
        self.table.setRowCount(len(shown))
        missing = 0
        for row, (place, text) in enumerate(shown.items()):
            is_missing = any(text.values()) and not text.get(tag)
            missing += is_missing
            self._put(row, WHERE, _where_words(content, place), is_fixed=True)
            self._put(row, SOURCE, text.get(source) or text_in(text), is_fixed=True)
            self._put(row, HERE, text.get(tag, ""), is_missing=is_missing)
        self.table.resizeRowsToContents()
        self.table.blockSignals(False)
        self.words.setText(
            ngettext("{language}: {n} text is missing.", "{language}: {n} texts are missing.", missing).format(
                language=LANGUAGES.get(tag, tag), n=missing
            )
            if missing
            else _("{language}: no text is missing.").format(language=LANGUAGES.get(tag, tag))
        )

    def _put(self, row: int, column: int, words: str, *, is_fixed: bool = False, is_missing: bool = False) -> None:
        item = self.table.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            if is_fixed:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.table.setItem(row, column, item)
        if item.text() != words:
            item.setText(words)
        marked = QColor("#C77700")
        marked.setAlphaF(0.22)
        item.setBackground(QBrush(marked) if is_missing else QBrush())
        item.setToolTip(_("Missing") if is_missing else "")

    def _tell(self, item: QTableWidgetItem) -> None:
        if item.column() == HERE:
            self.written.emit(self._places[item.row()], item.text())


def _where_words(content: FormContent, place: TextPlace) -> str:
    if place.question is None:
        return {"title": _("Title of the form"), "introduction": _("Introduction"), "thanks": _("Thanks")}[place.part]
    code = content.questions[place.question].code
    words = {
        "label": _("Text"),
        "help": _("Help"),
        "option": _("Answer {n}").format(n=place.place + 1),
        "end": _("Words at the highest") if place.place else _("Words at the lowest"),
    }
    return f"{code}  ·  {words[place.part]}"
