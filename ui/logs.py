"""Bugs are written whole to a file in the data folder, so that they can be sent to whoever mends them."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from o2o_events import paths

_log = logging.getLogger("o2o_events.window")


def log_file() -> Path:
    return paths.default_project_file().with_name("o2o-events.log")


def start_log(file: Path) -> None:
    """Warnings and errors of core and window go to this file; where that cannot be, the window works all the same."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)


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
