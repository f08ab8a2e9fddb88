"""Making project files for the window; runs on the database thread."""

from pathlib import Path

from o2o_events import paths
from o2o_events.i18n import _


def free_file(name: str) -> Path:
    """A name in the data folder that no file has yet."""
    folder = paths.default_project_file().parent
    file, number = folder / name, 1
    while file.exists():
        number += 1
        file = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return file


def make_sample(file: Path) -> None:
    """The sample project."""
    from o2o_events.app import create_project
    from o2o_events.sample.filling import fill_sample
    from o2o_events.settings import Settings

    create_project(Settings(file=file), name=_("Sample project"), desk=_("Desk 1"), furnish=fill_sample)
