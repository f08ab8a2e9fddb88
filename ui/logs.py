"""Bugs in the window: written whole to the log file, told as one plain message."""

import logging
import sys
from collections.abc import Callable
from types import TracebackType

_log = logging.getLogger("o2o_events.window")


def log_bug(error: BaseException) -> None:
    _log.error("a bug", exc_info=error)


def catch_bugs(tell: Callable[[Exception], None]) -> None:
    """Errors that nobody caught in the window are told as one plain message; ``tell`` logs them."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            tell(error)
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = hook
