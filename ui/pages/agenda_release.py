"""How the agenda stands against what was released, for the button that releases it."""

from PySide6.QtCore import QObject, QTimer, Signal

from o2o_events.agenda.changes import Change, changes_between
from o2o_events.agenda.programme import Programme
from o2o_events.agenda.versions import Release, latest_release, read_release
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _, ngettext
from o2o_events.registers.events import Event
from ui.agenda_editing import AgendaEditor
from ui.project import OpenProject

Released = tuple[Release, Programme] | None
_PAUSE = 250


def read_latest(tx: Tx, event: Event) -> Released:
    """The release in force with its programme."""
    release = latest_release(tx, event)
    return None if release is None else (release, read_release(tx, release))


class ReleaseState(QObject):
    """``changed``: the button's words, its tool tip, and whether there is something to release."""

    changed = Signal(str, str, bool)

    def __init__(self, project: OpenProject, editor: AgendaEditor, parent: QObject) -> None:
        super().__init__(parent)
        self._project, self._editor = project, editor
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._read)

    def look(self) -> None:
        """Compares anew, soon."""
        self._pause.start()

    def _read(self) -> None:
        event = self._editor.current_event
        if event is not None:
            self._project.read(lambda tx: read_latest(tx, event), self._show, key="agenda release")

    def _show(self, released: Released) -> None:
        programme, event = self._editor.programme, self._editor.current_event
        if programme is None or event is None or programme.event != event.id:
            return
        if released is None:
            hint = _("Nobody outside sees this agenda yet.")
            self.changed.emit(_("Draft: release…"), hint, bool(programme.sessions))
            return
        release, before = released
        changes = changes_between(before, programme)
        when = f"{event.local(release.released_at):%Y-%m-%d %H:%M}"
        hint = _("Release {n} of {moment}").format(n=release.number, moment=when)
        if not changes:
            self.changed.emit(_("Released"), hint, False)
            return
        count = len(changes)
        words = ngettext("{n} change…", "{n} changes…", count).format(n=count)
        told = [_since(release.number, changes), hint, *(change.sentence for change in changes[:20])]
        self.changed.emit(words, "\n".join(told), True)


def _since(number: int, changes: list[Change]) -> str:
    count = len(changes)
    return ngettext("{n} change since release {r}", "{n} changes since release {r}", count).format(n=count, r=number)
