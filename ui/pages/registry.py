"""The pages of the window, in the order of the rail. A new page is one line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from o2o_events.i18n import _
from o2o_events.indicators.computing import compute_indicators
from ui.form_editing import SUBJECTS as FORMS
from ui.pages.agenda_page import AgendaPage
from ui.pages.badges_page import BadgesPage
from ui.pages.checkin_page import CheckinPage
from ui.pages.day_page import SUBJECTS as DAY
from ui.pages.day_page import DayPage
from ui.pages.forms_page import FormsPage
from ui.pages.paper_page import PaperPage
from ui.pages.people_page import PeoplePage
from ui.pages.practices_page import PracticesPage
from ui.pages.registers_page import RegistersPage
from ui.pages.report_page import ReportPage
from ui.pages.report_reading import SUBJECTS as REPORT
from ui.pages.results_page import SUBJECTS as RESULTS
from ui.pages.results_page import ResultsPage
from ui.pages.selection_page import SelectionPage
from ui.pages.sync_page import SyncPage
from ui.practice_editing import SUBJECTS as PRACTICES
from ui.preferences import Preferences
from ui.project import OpenProject
from ui.register_editing import SUBJECTS as REGISTERS
from ui.sounds import Sounds
from ui.syncing import Syncing


@dataclass(frozen=True)
class Room:
    """What the pages of an open project share."""

    project: OpenProject
    preferences: Preferences
    sounds: Sounds
    syncing: Syncing


def everybody(_project: OpenProject) -> bool:
    return True


def from_elsewhere(_project: OpenProject) -> bool:
    """A page that another one leads to."""
    return False


@dataclass(frozen=True)
class PageEntry:
    """One page. It has ``enter()``, called whenever it is shown, and any of the signals in ``Workspace``.

    ``reloads``: the notices upon which ``reload()`` is called while the page is shown, in one go for many
    ("*": whatever changed; another program's changes always count); the choice of another event calls it too.
    A page that needs finer steps leaves it empty and listens itself. ``is_seen``: whether it is in the rail.
    ``group``: the heading of ``GROUPS`` that it stands under; pages of a group follow each other.
    """

    group: str
    name: str
    title: Callable[[], str]
    icon: str
    shortcut: str
    make: Callable[[Room], QWidget]
    reloads: frozenset[str] = frozenset()
    is_seen: Callable[[OpenProject], bool] = everybody


def _make_checkin(room: Room) -> QWidget:
    return CheckinPage(room.project, room.sounds, room.preferences)


def _make_sync(room: Room) -> QWidget:
    return SyncPage(room.project, room.syncing, room.preferences)


def _make_report(room: Room) -> QWidget:
    return ReportPage(room.project, compute_indicators)


GROUPS: Mapping[str, Callable[[], str]] = {
    "desk": lambda: _("At the desk"),
    "programme": lambda: _("Programme"),
    "project": lambda: _("Project"),
    "report": lambda: _("Feedback and report"),
}
PAGES = (
    PageEntry("desk", "checkin", lambda: _("Check-in"), "scan", "Ctrl+1", _make_checkin),
    PageEntry("desk", "people", lambda: _("People"), "people", "Ctrl+2", lambda r: PeoplePage(r.project)),
    PageEntry("desk", "badges", lambda: _("Badges"), "badge", "Ctrl+3", lambda r: BadgesPage(r.project, r.preferences)),
    PageEntry("desk", "sync", lambda: _("Other desks"), "sync", "Ctrl+9", _make_sync, reloads=frozenset({"*"})),
    PageEntry("programme", "agenda", lambda: _("Agenda"), "agenda", "Ctrl+4", lambda r: AgendaPage(r.project)),
    PageEntry("programme", "day", lambda: _("The day"), "clock", "Ctrl+5", lambda r: DayPage(r.project), DAY),
    PageEntry(
        "project", "practices", lambda: _("Best practices"), "star", "Ctrl+6", lambda r: PracticesPage(r.project),
        PRACTICES,
    ),
    PageEntry(
        "project", "selection", lambda: _("Selection"), "selection", "Ctrl+7", lambda r: SelectionPage(r.project),
        PRACTICES,
    ),
    PageEntry(
        "project", "registers", lambda: _("Registers"), "folder", "Ctrl+Shift+7", lambda r: RegistersPage(r.project),
        REGISTERS,
    ),
    PageEntry("report", "forms", lambda: _("Feedback"), "form", "Ctrl+8", lambda r: FormsPage(r.project), FORMS),
    PageEntry("report", "results", lambda: _("Results"), "chart", "Ctrl+0", lambda r: ResultsPage(r.project), RESULTS),
    PageEntry(
        "report", "paper", lambda: _("Paper forms"), "paper", "Ctrl+Shift+8", lambda r: PaperPage(r.project),
        is_seen=from_elsewhere,
    ),
    PageEntry("report", "report", lambda: _("Report"), "report", "Ctrl+Shift+0", _make_report, REPORT),
)  # fmt: skip
