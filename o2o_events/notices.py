"""Core announcements: after a commit, which subjects changed."""

import logging
from collections.abc import Callable

Listener = Callable[[frozenset[str]], None]
_log = logging.getLogger(__name__)


class Notices:
    """Tells listeners which subjects (table names, and kinds of facts) changed.

    Listeners are called on the thread that committed; one that fails is logged and stops nobody.
    """

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Adds a listener; the answer takes it away again."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def announce(self, subjects: frozenset[str]) -> None:
        for listener in list(self._listeners):
            try:
                listener(subjects)
            except Exception:
                _log.exception("a listener failed on %s", sorted(subjects))
