"""One thread computes at a time, and whoever writes goes first.

Python runs one thread at a time anyway, but changes between them in the middle of things: whoever has the file's
write lock would wait for two dozen pages to be drawn, and the desk with it. Taking turns costs the pages nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Lock, get_ident


class Turns:
    """Who may compute now. Safe to use from several threads; a thread takes its turn once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._for_urgent, self._for_others = Condition(self._lock), Condition(self._lock)
        self._holder: int | None = None
        self._urgent = 0

    @property
    def is_urgent(self) -> bool:
        """Whether somebody waits whose turn comes before all others."""
        return bool(self._urgent)

    @contextmanager
    def one(self, *, is_urgent: bool = False) -> Iterator[None]:
        """This thread's turn; an urgent one comes before all that wait."""
        self._take(is_urgent=is_urgent)
        try:
            yield
        finally:
            self._leave()

    @contextmanager
    def given_up(self) -> Iterator[None]:
        """Lets others compute while this thread waits for something, where it is its turn."""
        had_turn = self._holder == get_ident()
        if had_turn:
            self._leave()
        try:
            yield
        finally:
            if had_turn:
                self._take()

    def _take(self, *, is_urgent: bool = False) -> None:
        with self._lock:
            if is_urgent:
                self._urgent += 1
                self._for_urgent.wait_for(lambda: self._holder is None)
                self._urgent -= 1
            else:
                self._for_others.wait_for(lambda: self._holder is None and not self._urgent)
            self._holder = get_ident()

    def _leave(self) -> None:
        with self._lock:
            self._holder = None
            (self._for_urgent if self._urgent else self._for_others).notify()
