"""All fields of one session: a new one, or one that is looked at whole."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from o2o_events import i18n
from o2o_events.agenda import session_types
from o2o_events.agenda.programme import AgendaSession, Programme
from o2o_events.i18n import _, pgettext
from ui.dialogs.question import Question
from ui.widgets.fields import NumberField
from ui.widgets.labelled import field_grid, fill_choices, labelled
from ui.widgets.localized_field import LocalizedField
from ui.widgets.time_grid_values import STEP


class SessionDialog(Question):
    """``decided`` tells the fields, those that differ from what was shown."""

    decided = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        programme: Programme,
        session: AgendaSession,
        *,
        is_new: bool = False,
        tracks: Sequence[str] = (),
    ) -> None:
        title = _("New session") if is_new else session.label
        super().__init__(parent, title, "", _("Add") if is_new else _("Save"), "plus" if is_new else "check")
        self.setMinimumSize(680, 600)
        self.resize(760, 660)
        self._session, self._is_new = session, is_new
        self.title = LocalizedField(i18n.LANGUAGES)
        self.abstract = LocalizedField(i18n.LANGUAGES, height=130)
        self.type, self.room = QComboBox(), QComboBox()
        self.track, self.language = QComboBox(editable=True), QLineEdit(maxLength=40)
        self.minutes = NumberField(1, 31 * 24 * 60, session.minutes, step=STEP)
        self.expected = NumberField(-1, 1_000_000, none_words="–")
        self.title.show_text(session.title, i18n.language())
        self.abstract.show_text(session.abstract, i18n.language())
        fill_choices(self.type, [(c, session_types.label(c)) for c in session_types.CODES], session.type)
        rooms = [("", _("All rooms, or none yet")), *((room.id, room.label) for room in programme.rooms)]
        fill_choices(self.room, rooms, session.room or "")
        self.track.addItems(sorted({s.track for s in programme.sessions if s.track} | set(tracks)))
        self.track.setCurrentText(session.track)
        self.language.setText(session.language)
        self.language.setPlaceholderText(_("Such as en, or en/vi"))
        self.expected.setValue(-1 if session.expected is None else session.expected)
        self.body.addLayout(labelled(pgettext("agenda", "Title"), self.title))
        fields: list[tuple[str, QWidget]] = [
            (_("Type"), self.type),
            (_("Room"), self.room),
            (_("Minutes"), self.minutes),
            (_("People expected"), self.expected),
            (_("Track"), self.track),
            (_("Languages spoken"), self.language),
        ]
        self.body.addLayout(field_grid(fields))
        self.body.addLayout(labelled(_("Abstract"), self.abstract))
        self.title.setFocus()

    @property
    def values(self) -> Mapping[str, object]:
        """The fields as they stand in the dialog."""
        return {
            "title": self.title.text,
            "abstract": self.abstract.text,
            "type": self.type.currentData(),
            "room": self.room.currentData() or None,
            "minutes": self.minutes.value(),
            "expected": None if self.expected.value() < 0 else self.expected.value(),
            "track": self.track.currentText().strip(),
            "language": self.language.text().strip(),
        }

    def answer(self) -> None:
        values = self.values
        if not values["title"]:
            self.refuse(_("A session needs a title. Type one, in any language."))
            return
        differing = {name: value for name, value in values.items() if getattr(self._session, name) != value}
        self.accept()
        self.decided.emit(values if self._is_new else differing)
