"""Runs core work away from the window's thread, and hands the results back on it.

Commands are run one at a time on the database thread, scans first. What screens read, and what takes
long (imports, paper), have a thread each, so that no scan ever waits for a figure or a PDF.
"""

import itertools
import logging
import queue
import threading
from collections.abc import Callable
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")
Done = Callable[[Any], None]
Failed = Callable[[Exception], None]
_log = logging.getLogger(__name__)
LANES = ("database", "screen", "long work")
SCAN, SCREEN, _STOP = 0, 1, 2
_PATIENCE = 2.0
"""Seconds that closing waits for what is kept running: a network that does not answer holds up nobody."""


@dataclass(order=True)
class _Job:
    """One piece of work; sorts by urgency, then by age. ``key`` names what a newer job makes pointless."""

    urgency: int
    number: int
    function: Callable[[], Any] = field(compare=False)
    context: Context = field(compare=False)
    on_done: Done | None = field(compare=False)
    on_error: Failed | None = field(compare=False)
    key: str | None = field(compare=False)


class Jobs(QObject):
    """The window's only threads. Call everything here on the window's thread.

    ``failed`` tells of an error that no ``on_error`` took: a ``UserError`` to be shown in its words,
    or a bug to be logged and shown as one plain message.
    """

    failed = Signal(object)
    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count()
        self._latest: dict[str, int] = {}
        self._pending = 0
        self._is_stopped = False
        self._finished.connect(self._hand_back, Qt.ConnectionType.QueuedConnection)
        self._lanes: dict[str, queue.PriorityQueue[_Job]] = {name: queue.PriorityQueue() for name in LANES}
        self._threads = [self._start(name, jobs) for name, jobs in self._lanes.items()]
        self._kept: list[tuple[threading.Thread, threading.Event]] = []

    @property
    def is_idle(self) -> bool:
        """Whether everything that was asked for has been handed back."""
        return self._pending == 0

    @property
    def is_stopped(self) -> bool:
        """Whether nothing can be asked for any more."""
        return self._is_stopped

    def run(
        self,
        function: Callable[[], T],
        on_done: Callable[[T], None] | None = None,
        on_error: Failed | None = None,
        *,
        key: str | None = None,
        urgency: int = SCREEN,
    ) -> None:
        """Runs a command on the database thread. Of jobs with the same ``key`` only the newest is handed back."""
        self._submit("database", function, on_done, on_error, key, urgency)

    def look(
        self,
        function: Callable[[], T],
        on_done: Callable[[T], None] | None = None,
        on_error: Failed | None = None,
        *,
        key: str | None = None,
    ) -> None:
        """Reads what a screen shows."""
        self._submit("screen", function, on_done, on_error, key, SCREEN)

    def run_long(
        self,
        function: Callable[[], T],
        on_done: Callable[[T], None] | None = None,
        on_error: Failed | None = None,
        *,
        key: str | None = None,
    ) -> None:
        """Runs what takes long."""
        self._submit("long work", function, on_done, on_error, key, SCREEN)

    def keep(self, function: Callable[[threading.Event], None]) -> Callable[[], None]:
        """Runs something beside everything else until it is told to end; answers what tells it so, without waiting."""
        ends = threading.Event()
        context = copy_context()
        thread = threading.Thread(target=context.run, args=(_run_kept, function, ends), name="kept", daemon=True)
        self._kept = [(kept, end) for kept, end in self._kept if kept.is_alive()]
        if not self._is_stopped:
            self._kept.append((thread, ends))
            thread.start()
        return ends.set

    def reporter(self, on_progress: Callable[[int, int], None]) -> Callable[[int, int], None]:
        """A function that a job may call with (done, all): it calls ``on_progress`` on the window's thread."""
        return _Reporter(on_progress, self).told.emit

    def stop(self) -> None:
        """Finishes what was asked for, then ends the threads. What is handed back after this is dropped."""
        if self._is_stopped:
            return
        self._is_stopped = True
        for _thread, ends in self._kept:
            ends.set()
        for jobs in self._lanes.values():
            jobs.put(_Job(_STOP, next(self._numbers), lambda: None, copy_context(), None, None, None))
        for thread in self._threads:
            thread.join()
        for thread, _ends in self._kept:
            thread.join(_PATIENCE)

    def _submit(
        self,
        lane: str,
        function: Callable[[], Any],
        on_done: Done | None,
        on_error: Failed | None,
        key: str | None,
        urgency: int,
    ) -> None:
        if self._is_stopped:
            return
        number = next(self._numbers)
        if key is not None:
            self._latest[key] = number
        self._pending += 1
        self._lanes[lane].put(_Job(urgency, number, function, copy_context(), on_done, on_error, key))

    def _start(self, name: str, jobs: "queue.PriorityQueue[_Job]") -> threading.Thread:
        thread = threading.Thread(target=self._work, args=(jobs,), name=name, daemon=True)
        thread.start()
        return thread

    def _work(self, jobs: "queue.PriorityQueue[_Job]") -> None:
        while (job := jobs.get()).urgency != _STOP:
            result: Any = None
            error: Exception | None = None
            if not self._is_outdated(job):
                try:
                    result = job.context.run(job.function)
                except Exception as caught:  # told on the window's thread, whatever it is
                    error = caught
            self._finished.emit(job, result, error)

    def _is_outdated(self, job: _Job) -> bool:
        return job.key is not None and self._latest.get(job.key) != job.number

    @Slot(object, object, object)
    def _hand_back(self, job: _Job, result: Any, error: Exception | None) -> None:
        self._pending -= 1
        if self._is_stopped:
            if error is not None:
                _log.error("a job failed while the window closed", exc_info=error)
            return
        if error is not None:
            (job.on_error if _is_there(job.on_error) else self.failed.emit)(error)
        elif _is_there(job.on_done) and not self._is_outdated(job):
            job.on_done(result)


def _run_kept(function: Callable[[threading.Event], None], ends: threading.Event) -> None:
    try:
        function(ends)
    except Exception:  # it tells its own errors; what is left is a bug, and the window goes on
        _log.exception("what was kept running failed")


class _Reporter(QObject):
    """Carries progress from a job's thread to the window's."""

    told = Signal(int, int)

    def __init__(self, on_progress: Callable[[int, int], None], parent: QObject) -> None:
        super().__init__(parent)
        self._on_progress = on_progress
        self.told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @Slot(int, int)
    def _tell(self, done: int, whole: int) -> None:
        self._on_progress(done, whole)


def _is_there(callback: Callable[[Any], None] | None) -> bool:
    """Whether there is still somebody to tell: a dialog that asked may be closed by now."""
    owner = getattr(callback, "__self__", None)
    return callback is not None and not (isinstance(owner, QObject) and not shiboken6.isValid(owner))
