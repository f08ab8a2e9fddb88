"""What is done to the day from its page, each with the way to take it back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from o2o_events.agenda import rescheduling, running
from o2o_events.agenda.delays import Shifted
from o2o_events.agenda.running import Made
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from ui.project import OpenProject


@dataclass(frozen=True)
class Deed:
    """Something done: what it was in words, and what takes it back."""

    words: str
    take_back: Callable[[Tx], Any]


class DayDeeds(QObject):
    """Runs commands of the day. ``said`` tells what came of it; ``done`` that something changed here."""

    said = Signal(str)
    done = Signal(object)

    def __init__(self, project: OpenProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._deeds: list[Deed] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._deeds)

    def forget(self) -> None:
        """Another event is shown: its deeds are others."""
        self._deeds.clear()

    def advance(self, event: Event, session: str) -> None:
        """The one key."""
        self._mark(event, session, lambda tx: running.advance(tx, event=event, session=session))

    def set_missing(self, event: Event, session: str, subject: str, *, is_missing: bool) -> None:
        """The presenter of a slot or session is not there, or has come."""
        act = running.mark_missing if is_missing else running.mark_present
        self._mark(event, session, lambda tx: (act(tx, event=event, subject=subject),))

    def swap(self, event: Event, first: str, second: str) -> None:
        """Two slots change places."""

        def act(tx: Tx) -> Any:
            return rescheduling.swap_slots(tx, event=event, first=first, second=second)

        self._do(act, lambda _found: Deed(_("Swapped two slots"), act))

    def shift(self, event: Event, shifted: Shifted, minutes: int) -> None:
        """The rest of the day moves."""

        def deed(delay: rescheduling.Delay) -> Deed:
            words = _("Moved the day by {n} minutes").format(n=minutes)
            return Deed(words, lambda tx: rescheduling.take_back_delay(tx, event=event, delay=delay.id))

        self._do(lambda tx: rescheduling.apply_shift(tx, event=event, shifted=shifted, minutes=minutes), deed)

    def undo(self, event: Event) -> None:
        """Takes back what was done last here; with nothing done here, what was marked last at any desk."""
        deed = self._deeds.pop() if self._deeds else None
        take_back = deed.take_back if deed else (lambda tx: running.take_back(tx, event=event))

        def done(found: Any) -> None:
            words = deed.words if deed else made_words(event, found)
            told = _("Taken back: {what}").format(what=words)
            left = getattr(found, "changed_since", ())
            if left:
                told += " " + _("Sessions that were changed since stay as they are.")
            self.said.emit(told)
            self.done.emit(None)

        def refuse(error: Exception) -> None:
            if deed is not None and not isinstance(error, UserError):
                self._deeds.append(deed)  # it was not its fault: it can be tried again
            self._refuse(error)

        self._project.write(take_back, done, refuse)

    def _mark(self, event: Event, session: str, act: Callable[[Tx], tuple[Made, ...]]) -> None:
        def deed(made: tuple[Made, ...]) -> Deed:
            words = made_words(event, made)
            return Deed(words, lambda tx: running.take_back(tx, event=event, session=session))

        self._do(act, deed)

    def _do(self, act: Callable[[Tx], Any], deed: Callable[[Any], Deed]) -> None:
        def done(found: Any) -> None:
            made = deed(found)
            self._deeds.append(made)
            self.said.emit(made.words)
            self.done.emit(found)

        self._project.write(act, done, self._refuse)

    def _refuse(self, error: Exception) -> None:
        self._project.jobs.failed.emit(error)
        self.done.emit(None)


def made_words(event: Event, made: tuple[Made, ...]) -> str:
    """What was marked, in words."""
    words = {
        "start": _("{time} started: {title}"),
        "end": _("{time} ended: {title}"),
        "missing": _("{time} presenter missing: {title}"),
        "present": _("{time} presenter is here: {title}"),
        "reset": _("{time} forgotten: {title}"),
    }
    return "  ·  ".join(
        words[one.outcome].format(time=f"{event.local(one.at):%H:%M}", title=one.title)
        for one in made
        if one.outcome in words
    )
