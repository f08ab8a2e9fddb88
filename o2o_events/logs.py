"""The log file: what went wrong in the program, whole, for those who mend it."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from o2o_events import paths

_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


def start_log() -> Path:
    """Writes warnings and worse to the log file from now on; answers where it is.

    Nothing is made until there is something to write; where that cannot be, the program works all the same.
    """
    file = paths.log_file()
    root = logging.getLogger()
    if any(isinstance(handler, RotatingFileHandler) for handler in root.handlers):
        return file
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=1_000_000, backupCount=3, delay=True, encoding="utf-8")
    except OSError:
        return file
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(handler)
    return file
