"""Where files are: the only module that knows about the frozen program."""

import sys
from pathlib import Path

from platformdirs import user_data_path, user_log_path

_ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))


def resource(*parts: str) -> Path:
    """A file that ships with the product, such as ``resource("fonts", "NotoSans.ttf")``."""
    return _ROOT.joinpath("resources", *parts)


def migrations() -> Path:
    """The folder of the schema's migrations."""
    return _ROOT / "o2o_events" / "db" / "migrations"


def log_file() -> Path:
    """Where the program writes what went wrong."""
    return user_log_path("O2O Events", appauthor=False) / "o2o-events.log"


def default_project_file() -> Path:
    """The project file that opens when none is named."""
    return user_data_path("O2O Events", appauthor=False) / "project.o2o"
