"""Keeps answers that arrive together in one transaction, so that a full room waits for few commits, not 300.

Whoever hands in an answer waits until it is on disk. One thread writes; it takes what has come meanwhile, a bounded
number at a time, so that the desk gets its turn at the file between two blocks.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import sleep
from typing import Final, Generic, TypeVar

from o2o_events.db.database import Database, knocks
from o2o_events.db.transaction import Tx
from o2o_events.web.turns import Turns

T = TypeVar("T")
MOST_AT_ONCE: Final = 12
GIVE_WAY: Final = 0.006
"""Seconds between two blocks where somebody else asked for the file: longer than they take to ask again."""
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
    """The pages' way to the file: readers in ``turns`` and one writer. ``close`` lets it finish what was handed in."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queue: SimpleQueue[_Waiting[object] | None] = SimpleQueue()
        self._thread: Thread | None = None
        self.turns = Turns()

    @contextmanager
    def reading(self) -> Iterator[Tx]:
        """A look at the file."""
        with self._database.read() as tx:
            yield tx

    def start(self) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._run, name="feedback answers", daemon=True)
            self._thread.start()

    def close(self) -> None:
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._queue.put(None)
        thread.join()
        with suppress(Empty):  # who came at the very last moment is not left waiting
            while (late := self._queue.get_nowait()) is not None:
                self._keep_some(deque([late]))

    def keep(self, work: Callable[[Tx], T]) -> T:
        """Does the work in a transaction and answers once it is durable. Raises what the work raises."""
        if self._thread is None:
            with self._database.write() as tx:
                return work(tx)
        context = copy_context()  # what the work says is in the language of whoever waits
        waiting: _Waiting[T] = _Waiting(lambda tx: context.run(work, tx))
        self._queue.put(waiting)  # type: ignore[arg-type]  # the queue holds work of every result
        with self.turns.given_up():
            is_done = waiting.is_done.wait(PATIENCE)
        if not is_done:
            raise TimeoutError
        if waiting.error is not None:
            raise waiting.error
        return waiting.result  # type: ignore[return-value]  # without an error there is a result

    def _run(self) -> None:
        waiting: deque[_Waiting[object]] = deque()
        is_over = False
        while waiting or not is_over:
            is_over = self._collect(waiting) or is_over
            if waiting and self._keep_some(waiting):
                sleep(GIVE_WAY)

    def _collect(self, waiting: deque[_Waiting[object]]) -> bool:
        """Takes what was handed in; waits for it where there is nothing. Whether that was the last."""
        with suppress(Empty):
            while (one := self._queue.get(block=not waiting)) is not None:
                waiting.append(one)
            return True
        return False

    def _keep_some(self, waiting: deque[_Waiting[object]]) -> bool:
        """The first ones in one block, fewer where somebody else asks for the file; whether somebody does."""
        batch: list[_Waiting[object]] = []
        results: list[object] = []
        before = 0
        try:
            with self._database.write() as tx, self.turns.one(is_urgent=True):
                before = self._knocks()
                while waiting and len(batch) < MOST_AT_ONCE and (not batch or self._knocks() == before):
                    batch.append(waiting.popleft())
                    results.append(batch[-1].work(tx))
        except BaseException as error:  # whoever waits is told, and this thread goes on
            self._keep_each(batch or [waiting.popleft()], error)
        else:
            for one, result in zip(batch, results, strict=True):
                one.end(result, None)
        return self._knocks() != before

    def _knocks(self) -> int:
        """What changes when somebody else asks for the file; where it cannot be looked at, nobody does."""
        try:
            return knocks(self._database.file)
        except OSError:
            return 0

    def _keep_each(self, batch: list[_Waiting[object]], error: BaseException) -> None:
        """What failed together, each in a block of its own, so that none takes others along."""
        if len(batch) == 1:
            batch[0].end(None, error)
            return
        for one in batch:
            try:
                with self._database.write() as tx:
                    result = one.work(tx)
            except BaseException as its_own:  # as above
                one.end(None, its_own)
            else:
                one.end(result, None)
