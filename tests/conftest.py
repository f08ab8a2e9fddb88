"""What every test may ask for: a project file of its own, opened, with an event in it."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from o2o_events import i18n
from o2o_events.app import App, create_project, open_app
from o2o_events.registers.events import Event
from o2o_events.settings import Settings

OPENING = datetime(2016, 3, 17, 2, 0, tzinfo=UTC)
"""09:00 in Ha Noi on the day of the test event."""


class FakeClock:
    """A wall clock that moves only when told to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **timespan: float) -> None:
        self.now += timedelta(**timespan)


@pytest.fixture(autouse=True, scope="session")
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing a test does reaches the data, log or configuration folders of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(home / name.lower())


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.set_language("en")


@pytest.fixture(scope="session")
def template_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project file, made once and copied by every test that wants one."""
    file = tmp_path_factory.mktemp("template") / "project.o2o"
    create_project(Settings(file=file, now=lambda: OPENING), name="Test project", desk="Desk 1")
    return file


@pytest.fixture
def project_file(template_project: Path, tmp_path: Path) -> Path:
    """A project file of this test's own."""
    return Path(shutil.copy(template_project, tmp_path / "project.o2o"))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(OPENING)


@pytest.fixture
def app(project_file: Path, clock: FakeClock) -> Iterator[App]:
    """The project, open, living by the test's clock."""
    app = open_app(Settings(file=project_file, now=clock))
    yield app
    app.close()


@pytest.fixture
def event(app: App) -> Event:
    """The workshop in Viet Nam, one day."""
    from factories import make_event

    with app.database.write() as tx:
        return make_event(tx)
