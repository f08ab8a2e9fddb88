"""The window under test, on a real project file, with a recorder for a loudspeaker."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from desk_window import PATIENCE, Loudspeaker, make_desk  # noqa: F401 a fixture
from factories import make_person
from hubs import hub_url, server  # noqa: F401 fixtures
from pytestqt.qtbot import QtBot

from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.badges.queries import PrintableBadge, badges_to_print
from o2o_events.people.search import rebuild_index
from o2o_events.registers.events import Event
from ui.application import Desk
from ui.main_window import MainWindow
from ui.pages.checkin_page import CheckinPage

PEOPLE = (
    {"given_name": "Thị Mai", "family_name": "Nguyễn", "printed_name": "Nguyễn Thị Mai", "economy": "VN"},
    {"given_name": "Văn Đức", "family_name": "Nguyễn", "printed_name": "Nguyễn Văn Đức", "economy": "VN"},
    {"given_name": "Wei-ting", "family_name": "Lin", "own_script_name": "林威廷", "economy": "TW"},
    {"given_name": "José", "family_name": "Muñoz", "economy": "PE", "category": "speaker"},
    {"given_name": "Malee", "family_name": "Suk", "economy": "TH", "needs_attention": True, "desk_note": "Call Ms Lan"},
    {"given_name": "Petra", "family_name": "Late", "economy": "NZ", "status": "not_confirmed"},
    {"given_name": "Will", "family_name": "Gone", "economy": "US", "status": "withdrawn"},
)


@dataclass
class Running:
    """The window with what a test wants to reach."""

    desk: Desk
    loudspeaker: Loudspeaker
    app: App
    event: Event
    badges: dict[str, PrintableBadge]
    """By family name and given name."""
    qtbot: QtBot

    @property
    def window(self) -> MainWindow:
        return self.desk.window

    @property
    def checkin(self) -> CheckinPage:
        assert self.window.workspace is not None
        return self.window.workspace.checkin

    def token(self, name: str) -> str:
        return self.badges[name].token

    def settle(self) -> None:
        """Waits until every job is handed back."""
        self.qtbot.waitUntil(lambda: self.desk.jobs.is_idle, timeout=PATIENCE)

    def answers(self, act: Callable[[], object]) -> str:
        """The verdict that an action brings."""
        with self.qtbot.waitSignal(self.checkin.answered) as blocker:
            act()
        return str(blocker.args[0].verdict)


@pytest.fixture
def people(app: App, event: Event) -> dict[str, PrintableBadge]:
    """A few people of several scripts and states, with badges where they are entitled to one."""
    with app.database.write() as tx:
        for person in PEOPLE:
            make_person(tx, event, **person)
        issue_badges(tx, event=event)
        rebuild_index(tx)
    with app.database.read() as tx:
        return {badge.printed_name: badge for badge in badges_to_print(tx, event)}


@pytest.fixture
def running(
    make_desk: Callable[[], tuple[Desk, Loudspeaker]],  # noqa: F811 asked for as a fixture
    app: App,
    event: Event,
    people: dict[str, PrintableBadge],
    project_file: Path,
    qtbot: QtBot,
) -> Running:
    """The window on the check-in page of the test's event."""
    desk, loudspeaker = make_desk()
    with qtbot.waitSignal(desk.window.project_shown, timeout=PATIENCE):
        desk.window.opening.open_file(project_file)
    made = Running(desk, loudspeaker, app, event, people, qtbot)
    made.settle()
    qtbot.waitUntil(made.checkin.scan_field.hasFocus, timeout=PATIENCE)
    return made
