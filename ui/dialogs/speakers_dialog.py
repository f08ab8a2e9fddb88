"""The event's speakers: a list, and all that is known of the chosen one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from o2o_events.agenda import roles
from o2o_events.agenda.programme import Programme, Speaker
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from o2o_events.text import fold
from ui.agenda_editing import AgendaEditor
from ui.dialogs.question import Question
from ui.dialogs.slot_dialog import speaker_line
from ui.dialogs.speaker_fields import SpeakerFields
from ui.widgets.fields import SearchField
from ui.widgets.icons import IconButton

_ID = Qt.ItemDataRole.UserRole


class SpeakersDialog(Question):
    """``added`` asks for a speaker with these fields, ``changed`` for other values, ``removed`` for one less,
    ``link_asked`` for the registered person whom a speaker is; all can be taken back on the page."""

    added = Signal(object)
    changed = Signal(str, object)
    removed = Signal(str)
    link_asked = Signal(str)

    def __init__(self, parent: QWidget | None, editor: AgendaEditor, event: Event, speaker: str = "") -> None:
        super().__init__(parent, _("Speakers"), "", _("Done"))
        self.setMinimumSize(900, 600)
        self.resize(1060, 720)
        self.cancel_button.hide()
        self._editor, self._speaker, self._is_adding = editor, speaker, False
        self._names_before: set[str] = set()
        self.search, self.list = SearchField(), QListWidget()
        self.fields = SpeakerFields(event)
        self.parts, self.linked = QLabel(objectName="hint", wordWrap=True), QLabel(objectName="hint", wordWrap=True)
        self.add, self.save, self.link = IconButton("plus"), IconButton("check"), IconButton("person")
        self.remove = IconButton("cross", "danger")
        self._arrange()
        self._connect()
        self._show()

    def _arrange(self) -> None:
        self.search.setPlaceholderText(_("Name or organisation"))
        self.search.setAccessibleName(_("Search"))
        self.list.setAccessibleName(_("Speakers"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for button, words in (
            (self.add, _("New speaker")),
            (self.save, _("Save")),
            (self.link, _("Link to a person…")),
            (self.remove, _("Remove")),
        ):
            button.setText(words)
        left, right = QVBoxLayout(spacing=8), QVBoxLayout(spacing=10)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        left.addWidget(self.add)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(self.fields)
        right.addWidget(area, 1)
        right.addWidget(self.parts)
        right.addWidget(self.linked)
        buttons = QHBoxLayout(spacing=8)
        buttons.addWidget(self.remove)
        buttons.addWidget(self.link)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        right.addLayout(buttons)
        whole = QHBoxLayout(spacing=18)
        whole.addLayout(left, 2)
        whole.addLayout(right, 5)
        self.body.addLayout(whole, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._filter())
        self.list.currentItemChanged.connect(self._choose)
        self.add.clicked.connect(self._begin_new)
        self.save.clicked.connect(self.keep)
        self.remove.clicked.connect(lambda: self._speaker and self.removed.emit(self._speaker))
        self.link.clicked.connect(lambda: self._speaker and self.link_asked.emit(self._speaker))
        self.fields.photo_refused.connect(self.refuse)
        self._editor.changed.connect(self._show)
        self._editor.refused.connect(self.fail)

    @property
    def _programme(self) -> Programme | None:
        return self._editor.programme

    @property
    def shown(self) -> Speaker | None:
        return self._programme.speakers_by_id.get(self._speaker) if self._programme else None

    def _show(self) -> None:
        """The list anew; what is being typed stays."""
        speakers = self._programme.speakers if self._programme else ()
        known = {speaker.id for speaker in speakers}
        new = known - self._names_before
        if self._is_adding and self._names_before and len(new) == 1:
            self._speaker, self._is_adding = new.pop(), False
        self._names_before = known
        is_typing = self._speaker in known and bool(self.fields.changes)
        if self._speaker not in known and not self._is_adding:
            self._speaker = speakers[0].id if speakers else ""
        self.list.blockSignals(True)
        self.list.clear()
        for speaker in speakers:
            item = QListWidgetItem(speaker_line(speaker.name, speaker.organisation))
            item.setData(_ID, speaker.id)
            self.list.addItem(item)
            if speaker.id == self._speaker:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._filter()
        if not is_typing:
            self._fill()

    def _filter(self) -> None:
        wanted = fold(self.search.text())
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted not in fold(item.text()))

    def _fill(self) -> None:
        speaker = self.shown
        self.fields.show_speaker(speaker)
        self.save.setText(_("Save") if speaker else _("Add"))
        self.remove.setEnabled(speaker is not None)
        self.link.setEnabled(speaker is not None)
        self.parts.setText(self._part_words(speaker) if speaker else "")
        is_linked = speaker is not None and speaker.person is not None
        linked, not_linked = _("Linked to a registered person."), _("Not linked to a registered person yet.")
        self.linked.setText((linked if is_linked else not_linked) if speaker else "")

    def _part_words(self, speaker: Speaker) -> str:
        assert self._programme is not None
        parts = [
            f"{roles.label(part.role)}: {session.label}"
            for session in self._programme.sessions
            for part in session.appearances
            if part.speaker == speaker.id
        ]
        return "  ·  ".join(parts) if parts else _("Not in any session yet.")

    def _choose(self, item: QListWidgetItem | None) -> None:
        """What was typed of the one before is saved first."""
        if self.shown is not None and self.fields.changes and self.fields.values["name"]:
            self.changed.emit(self._speaker, self.fields.changes)
        self._speaker, self._is_adding = (item.data(_ID), False) if item else ("", self._is_adding)
        self.problem.hide()
        self._fill()

    def _begin_new(self) -> None:
        self.list.setCurrentItem(None)
        self._speaker, self._is_adding = "", True
        self._fill()
        self.fields.texts["name"].setFocus()

    def keep(self) -> None:
        """Saves what is typed, or adds the new speaker."""
        self.problem.hide()
        if not self.fields.values["name"]:
            self.refuse(_("A speaker needs a name. Type it as it is to be printed."))
        elif self.shown is None:
            self._is_adding = True
            self.added.emit({k: v for k, v in self.fields.values.items() if v})
        elif self.fields.changes:
            changes = self.fields.changes
            self.fields.show_speaker(self.shown)
            self.changed.emit(self._speaker, changes)

    def answer(self) -> None:
        """Nothing that was typed is lost by leaving."""
        if self.fields.changes:
            self.keep()
        if not self.problem.isVisible():
            self.accept()
