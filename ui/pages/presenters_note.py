"""Who of today's presenters is not here yet: one line at the desk, a list on the day page."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from o2o_events.agenda import roles
from o2o_events.checkin.presenters import NOT_REGISTERED, Presenter, awaited
from o2o_events.i18n import _, ngettext
from o2o_events.registers.events import Event
from ui.project import OpenProject

SUBJECTS = frozenset(
    {"*", "scan", "undo", "run", "agenda_session", "slot", "speaker", "appearance", "registration", "person"}
)


def note_words(presenters: Sequence[Presenter]) -> str:
    """One sentence on how many are awaited, or that all are here; "" where the day has no presenters."""
    if not presenters:
        return ""
    number = len(awaited(list(presenters)))
    if not number:
        return _("All of today’s presenters are here.")
    words = ngettext(
        "{n} of today’s presenters is not here yet.", "{n} of today’s presenters are not here yet.", number
    )
    return words.format(n=number)


def due_words(event: Event, presenter: Presenter) -> str:
    """When, where and as what somebody is due."""
    part = presenter.next_part or presenter.parts[-1]
    words = "  ·  ".join(filter(None, (f"{event.local(part.at):%H:%M}", part.room, roles.label(part.role))))
    unknown = _("not registered")
    return f"{words}  ·  {unknown}" if presenter.state == NOT_REGISTERED else words


class PresentersNote(QPushButton):
    """A line at the desk that says who is awaited; it is not there where nobody is. Pressed, it leads to the day."""

    asked = Signal()

    def __init__(self, project: OpenProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "small")
        self.setAutoDefault(False)
        self.setVisible(False)
        self._project = project
        self._shown: tuple[Event, list[Presenter]] | None = None
        self.clicked.connect(self.asked)

    def reload(self) -> None:
        """Looks again who is here."""
        from o2o_events.checkin.presenters import presenters_of_day

        event = self._project.current_event
        if event is None:
            self.setVisible(False)
            return
        self._project.read(
            lambda tx: (event, presenters_of_day(tx, event)), self._show, lambda _error: None, key="presenters note"
        )

    def _show(self, found: tuple[Event, list[Presenter]]) -> None:
        self._shown = found
        event, presenters = found
        missing = awaited(presenters)
        self.setVisible(bool(missing))
        self.setText(note_words(presenters))
        lines = [f"{presenter.name}  ·  {due_words(event, presenter)}" for presenter in missing[:20]]
        self.setToolTip("\n".join(lines))
        self.setAccessibleDescription("; ".join(lines))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._shown is not None:
            self._show(self._shown)
