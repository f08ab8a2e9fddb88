"""What tests of the pages ask for: a browser, and the pages served by a process of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from phones import Served, chromium, prepare
from playwright.sync_api import Browser
from ports import free_port


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def served(project_file: Path) -> Iterator[Served]:
    """The form with every kind of question, on the network."""
    prepare(project_file)
    served = Served(project_file, free_port())
    served.start()
    yield served
    served.stop()
