"""Who appears in a session: a line each with the role, to be changed or taken away."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from o2o_events.agenda import roles
from o2o_events.agenda.programme import AgendaSession, Appearance, Programme
from o2o_events.i18n import _
from ui.widgets.icons import IconButton, IconToolButton
from ui.widgets.labelled import fill_choices

_ROLE = 132
"""Width of the box with the role."""


class PeopleLines(QWidget):
    """``role_chosen`` tells a part and its new role, ``removed`` a part, ``wanted`` that somebody is to be added."""

    role_chosen = Signal(str, str)
    removed = Signal(str)
    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel(objectName="heading")
        self.add = IconButton("plus", "small")
        self.add.clicked.connect(self.wanted)
        self._parts: tuple[tuple[Appearance, str], ...] = ()
        self._lines = QVBoxLayout(spacing=4)
        layout = QVBoxLayout(self, spacing=6)
        layout.setContentsMargins(0, 4, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.add)
        layout.addLayout(top)
        layout.addLayout(self._lines)
        self.retranslate()

    def show_parts(self, session: AgendaSession, programme: Programme) -> None:
        """Those with a part in the whole session; who is in one slot is shown at the slot."""
        names = programme.speakers_by_id
        parts = tuple(
            (part, names[part.speaker].name)
            for part in session.appearances
            if part.slot is None and part.speaker in names
        )
        if parts != self._parts:
            self._parts = parts
            self._show(parts)

    def retranslate(self) -> None:
        self.heading.setText(_("Speakers"))
        self.add.setText(_("Add…"))
        self.add.setToolTip(_("Add a speaker, chair, moderator, interpreter…"))
        self._show(self._parts)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show(self, parts: Sequence[tuple[Appearance, str]]) -> None:
        while self._lines.count():
            widget = self._lines.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for part, name in parts:
            self._lines.addWidget(self._line(part, name))

    def _line(self, part: Appearance, name: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line, spacing=6)
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel(name, wordWrap=True, textFormat=Qt.TextFormat.PlainText, toolTip=name)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        box = QComboBox(objectName="slim")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setFixedWidth(_ROLE)
        fill_choices(box, [(code, roles.label(code)) for code in roles.CODES], part.role)
        box.setAccessibleName(_("Role of {name}").format(name=name))
        box.activated.connect(lambda _row, p=part, b=box: self._choose(p, b.currentData()))
        away = IconToolButton("cross", size=14)
        away.setProperty("kind", "slim")
        away.set_words(_("Take {name} out of this session").format(name=name))
        away.clicked.connect(lambda _checked=False, p=part: self.removed.emit(p.id))
        row.addWidget(label, 1)
        row.addWidget(box)
        row.addWidget(away)
        return line

    def _choose(self, part: Appearance, role: str) -> None:
        if role != part.role:
            self.role_chosen.emit(part.id, role)
