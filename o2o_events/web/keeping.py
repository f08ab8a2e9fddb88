"""Keeps answers that arrive together in one transaction, so that a full room waits for few commits, not 300.

Whoever hands in an answer waits until it is on disk. One thread writes; it takes what has come meanwhile, a bounded
number at a time, so that the desk gets its turn at the file between two blocks.
"""

from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Final, Generic, TypeVar

from o2o_events.db.database import Database
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _

T = TypeVar("T")
MOST_AT_ONCE: Final = 12
PATIENCE: Final = 90.0
"""Seconds that somebody waits for the disk; longer than any lock on the file is waited for."""


@dataclass
class _Waiting(Generic[T]):
    """A piece of work and how it ended."""

    work: Callable[[Tx], T]
    is_done: Event = field(default_factory=Event)
    result: T | None = None
    error: BaseException | None = None

    def end(self, result: T | None, error: BaseException | None) -> None:
        self.result, self.error = result, error
        self.is_done.set()


class Keeper:
    """The one writer of the pages. ``close`` lets it finish what was handed in."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queue: SimpleQueue[_Waiting[object] | None] = SimpleQueue()
        self._thread: Thread | None = None

    def start(self) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._run, name="feedback answers", daemon=True)
            self._thread.start()

    def close(self) -> None:
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def keep(self, work: Callable[[Tx], T]) -> T:
        """Does the work in a transaction and answers once it is durable. Raises what the work raises."""
        if self._thread is None:
            with self._database.write() as tx:
                return work(tx)
        context = copy_context()  # what the work says is in the language of whoever waits
        waiting: _Waiting[T] = _Waiting(lambda tx: context.run(work, tx))
        self._queue.put(waiting)  # type: ignore[arg-type]  # the queue holds work of every result
        if not waiting.is_done.wait(PATIENCE):
            raise UserError(_("The answer could not be kept yet. Send it again."))
        if waiting.error is not None:
            raise waiting.error
        return waiting.result  # type: ignore[return-value]  # without an error there is a result

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            batch, is_last = [first], False
            while len(batch) < MOST_AT_ONCE:
                try:
                    following = self._queue.get_nowait()
                except Empty:
                    break
                if following is None:
                    is_last = True
                    break
                batch.append(following)
            self._keep_all(batch)
            if is_last:
                return

    def _keep_all(self, batch: list[_Waiting[object]]) -> None:
        """All in one block; where one of them fails, each in a block of its own, so that none takes others along."""
        try:
            with self._database.write() as tx:
                results = [waiting.work(tx) for waiting in batch]
        except BaseException as error:  # whoever waits is told, and this thread goes on
            if len(batch) == 1:
                batch[0].end(None, error)
                return
            for waiting in batch:
                self._keep_all([waiting])
            return
        for waiting, result in zip(batch, results, strict=True):
            waiting.end(result, None)
