"""What people wrote: to be read, searched, and gathered under tags."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from o2o_events.documents.feedback_results import Results
from o2o_events.documents.feedback_texts import WrittenText, texts_of
from o2o_events.feedback.tags import known_tags
from o2o_events.i18n import _, ngettext
from o2o_events.text import fold
from ui.tables.lines import SECOND_LINE_ROLE
from ui.tables.wrapped_list import show_wrapped
from ui.widgets.icons import IconButton

_EVERY = ""
_UNTAGGED = "\0"


class ResultsTexts(QWidget):
    """``tagged``: a text is to have these tags."""

    tagged = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: list[WrittenText] = []
        self.head = QLabel(objectName="heading", wordWrap=True)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.question, self.tag = QComboBox(), QComboBox()
        self.list = QListWidget()
        self.tags = QLineEdit()
        self.save = IconButton("check", "small")
        self.hint = QLabel(objectName="hint", wordWrap=True)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        show_wrapped(self.list)
        for box in (self.question, self.tag):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            box.activated.connect(self._show)
        chosen = QHBoxLayout(spacing=8)
        chosen.addWidget(self.question, 3)
        chosen.addWidget(self.tag, 2)
        below = QHBoxLayout(spacing=8)
        below.addWidget(self.tags, 1)
        below.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.search)
        layout.addLayout(chosen)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)
        layout.addWidget(self.hint)
        self.search.textChanged.connect(self._show)
        self.list.currentItemChanged.connect(lambda *_items: self._offer_tags())
        self.save.clicked.connect(self.save_tags)
        self.tags.returnPressed.connect(self.save_tags)
        find = QKeySequence(QKeySequence.StandardKey.Find)
        QShortcut(find, self, activated=self.search.setFocus, context=Qt.ShortcutContext.WindowShortcut)

    @property
    def chosen(self) -> WrittenText | None:
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    @property
    def listed(self) -> list[WrittenText]:
        """Those that fit the search and the filters."""
        words = fold(self.search.text()).split()
        return [text for text in self._texts if self._fits(text, words)]

    def show_texts(self, results: Results | None) -> None:
        self._texts = list(texts_of(results)) if results else []
        self._offer(self.question, _("Every question"), list(dict.fromkeys((t.asked, t.asked) for t in self._texts)))
        known = [(tag, tag) for tag in known_tags(text.tags for text in self._texts)]
        self._offer(self.tag, _("Every tag"), [*known, (_("Without a tag"), _UNTAGGED)])
        self._show()

    def save_tags(self) -> None:
        """Asks for the tags that are typed to be kept with the chosen text."""
        if self.chosen is not None:
            self.tagged.emit(self.chosen, tuple(filter(None, map(str.strip, self.tags.text().split(",")))))

    def retranslate(self) -> None:
        self.search.setPlaceholderText(_("Search what was written"))
        self.search.setAccessibleName(_("Search what was written"))
        self.question.setAccessibleName(_("Question"))
        self.tag.setAccessibleName(_("Tag"))
        self.list.setAccessibleName(_("What was written"))
        self.tags.setPlaceholderText(_("Tags, with commas between"))
        self.tags.setAccessibleName(_("Tags, with commas between"))
        self.save.setText(_("Tag"))

    @staticmethod
    def _offer(box: QComboBox, every: str, choices: list[tuple[str, str]]) -> None:
        before = box.currentData()
        box.clear()
        box.addItem(every, _EVERY)
        for words, value in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(before)))

    def _fits(self, text: WrittenText, words: list[str]) -> bool:
        tag = self.tag.currentData() or _EVERY
        if self.question.currentData() not in (None, _EVERY, text.asked):
            return False
        if (tag == _UNTAGGED and text.tags) or tag not in (_EVERY, _UNTAGGED, *text.tags):
            return False
        return text.has_words(words)

    def _show(self) -> None:
        before = self.chosen
        self.list.blockSignals(True)
        self.list.clear()
        for text in self.listed:
            tags = "  ·  " + ", ".join(text.tags) if text.tags else ""
            item = QListWidgetItem(text.text)
            item.setData(SECOND_LINE_ROLE, f"{text.asked}{tags}")
            item.setData(Qt.ItemDataRole.UserRole, text)
            self.list.addItem(item)
            if before and (text.answer, text.question) == (before.answer, before.question):
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        shown, total = self.list.count(), len(self._texts)
        self.head.setText(ngettext("{shown} of {n} text", "{shown} of {n} texts", total).format(shown=shown, n=total))
        self.hint.setText(
            _("Nobody has written anything yet.")
            if not total
            else _("Nothing here fits. Clear the search, or choose other filters.")
            if not shown
            else _("Choose a text to give it tags; texts with the same tag make a theme.")
        )
        self._offer_tags()

    def _offer_tags(self) -> None:
        chosen = self.chosen
        for widget in (self.tags, self.save):
            widget.setEnabled(chosen is not None)
        if not self.tags.hasFocus() or chosen is None:
            self.tags.setText(", ".join(chosen.tags) if chosen else "")
