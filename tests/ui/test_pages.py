"""The pages of the window: the registry, the rail, their keys, and what reloads them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtWidgets import QLabel, QWidget

from o2o_events.i18n import LANGUAGES
from ui.pages import registry
from ui.pages.registry import GROUPS, PAGES, PageEntry, from_elsewhere
from ui.pages.workspace import Workspace
from ui.widgets.icons import icon
from ui.widgets.rail import Rail, RailButton
from ui.widgets.toast import Toast


class Noted(QWidget):
    """A page that counts how often it was entered and reloaded."""

    said = Signal(str)
    noted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.entered = self.reloaded = 0

    def enter(self) -> None:
        self.entered += 1

    def reload(self) -> None:
        self.reloaded += 1


IN_RAIL = [entry for entry in PAGES if entry.is_seen is not from_elsewhere]


def make_workspace(running, *entries: PageEntry) -> Workspace:
    window = running.window
    workspace = Workspace(window.project, running.desk.sounds, window._preferences, entries)
    running.qtbot.addWidget(workspace)
    return workspace


def noted(name: str, *reloads: str) -> PageEntry:
    return PageEntry("desk", name, lambda: name, "scan", "Ctrl+8", lambda _room: Noted(), frozenset(reloads))


@pytest.mark.usefixtures("qapp")
def test_pages_have_names_keys_and_icons_of_their_own() -> None:
    for kind in ("name", "shortcut", "icon"):
        values = [getattr(entry, kind) for entry in PAGES]
        assert len(set(values)) == len(values)
    assert all(not QKeySequence(entry.shortcut).isEmpty() for entry in PAGES)
    assert all(not icon(entry.icon, QColor("black")).isNull() for entry in PAGES)


def test_rail_shows_every_page_and_takes_to_it(running) -> None:
    window = running.window
    assert [button.text() for button in window.rail.buttons.values()] == [entry.title() for entry in IN_RAIL]
    for entry in IN_RAIL:
        running.qtbot.mouseClick(window.rail.buttons[entry.name], Qt.MouseButton.LeftButton)
        running.settle()
        assert window.workspace.page(entry.name).isVisible()
        assert [name for name, button in window.rail.buttons.items() if button.isChecked()] == [entry.name]


def test_keys_take_to_every_page(running) -> None:
    window = running.window
    for entry in reversed(IN_RAIL):
        [combination] = [QKeySequence(entry.shortcut)[0]]
        running.qtbot.keyClick(window, combination.key(), combination.keyboardModifiers())
        running.settle()
        assert window.workspace.shown == entry.name
        assert window.rail.buttons[entry.name].isChecked()


def test_page_is_made_when_it_is_first_asked_for(running) -> None:
    made = []
    entry = replace(noted("late"), make=lambda _room: made.append("late") or Noted())
    workspace = make_workspace(running, noted("first"), entry)
    workspace.show_page("first")
    assert made == []
    workspace.show_page("late")
    workspace.show_page("late")
    assert made == ["late"]
    assert workspace.page("late").entered == 2


@pytest.mark.parametrize(
    ("reloads", "subjects", "times"),
    [
        ({"slot"}, [{"slot"}, {"slot", "person"}], 1),
        ({"slot"}, [{"person"}], 0),
        ({"slot"}, [{"*"}], 1),
        ({"*"}, [{"person"}], 1),
        (set(), [{"*"}], 0),
    ],
)
def test_notices_reload_the_shown_page_once(running, reloads, subjects, times) -> None:
    workspace = make_workspace(running, noted("shown", *reloads), noted("hidden", *reloads))
    hidden, shown = workspace.page("hidden"), workspace.page("shown")
    workspace.show_page("shown")
    for some in subjects:
        running.window.project.changed.emit(frozenset(some))
    if times:
        running.qtbot.waitUntil(lambda: shown.reloaded > 0)
    assert workspace._changes.isActive() is False
    assert (shown.reloaded, hidden.reloaded) == (times, 0)


def test_what_a_page_says_is_told(running) -> None:
    workspace = make_workspace(running, noted("talker"))
    page = workspace.page("talker")
    for signal, told in ((page.said, workspace.done), (page.noted, workspace.said)):
        with running.qtbot.waitSignal(told) as heard:
            signal.emit("Saved.")
        assert heard.args == ["Saved."]


def test_each_kind_of_message_has_its_own_look(running) -> None:
    window = running.window
    looks = set()
    for tell in (window.tell, window.tell_done, window.tell_failed):
        tell("A word")
        [shown] = [toast for toast in window.findChildren(Toast) if toast.isVisible()]
        looks.add(shown.styleSheet())
    assert len(looks) == 3


def test_page_that_a_project_does_not_show_is_in_no_rail(running) -> None:
    hidden = replace(noted("hidden"), is_seen=lambda project: len(project.surroundings.events) > 1)
    workspace = make_workspace(running, noted("shown"), hidden)
    assert [entry.name for entry in workspace.seen_pages()] == ["shown"]
    with running.qtbot.assertNotEmitted(workspace.page_asked):
        workspace._go_to("hidden")


def test_rail_of_many_pages_fits_the_smallest_window(qtbot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.resize(110, 600)
    rail.fill([RailButton(str(n), f"Page {n}", "scan", f"Ctrl+{n}") for n in range(1, 10)])
    rail.show()
    qtbot.waitExposed(rail)
    bottoms = [button.geometry().bottom() for button in rail.buttons.values()]
    assert bottoms == sorted(bottoms)
    assert rail.minimumSizeHint().height() <= 600
    assert bottoms[-1] < rail.height() == 600


def make_rail(qtbot, height: int, count: int = 14) -> Rail:
    rail = Rail()
    qtbot.addWidget(rail)
    pages = [RailButton(str(n), f"Page {n}", "scan", f"Ctrl+{n}", "First" if n < 5 else "Second") for n in range(count)]
    rail.fill(pages)
    rail.resize(rail.width(), height)
    rail.show()
    qtbot.waitExposed(rail)
    return rail


def is_in_sight(rail: Rail, name: str) -> bool:
    button = rail.buttons[name]
    place = button.mapTo(rail, button.rect().topLeft()).y()
    return place >= 0 and place + button.height() <= rail.height()


def test_rail_that_is_too_low_scrolls_and_keeps_the_chosen_page_in_sight(qtbot) -> None:
    rail = make_rail(qtbot, 300)
    for name in ("13", "0", "7"):
        rail.show_chosen(name)
        assert is_in_sight(rail, name)
    assert rail.verticalScrollBar().maximum() > 0
    rail.resize(rail.width(), 200)
    assert is_in_sight(rail, "7")


def test_arrow_keys_go_along_the_rail_and_round_its_ends(running) -> None:
    rail = running.window.rail
    first, second, *_others, last = rail.buttons
    rail.buttons[first].setFocus()
    for key, before, after in (
        (Qt.Key.Key_Down, first, second),
        (Qt.Key.Key_Up, second, first),
        (Qt.Key.Key_Up, first, last),
    ):
        running.qtbot.keyClick(rail.buttons[before], key)
        assert rail.buttons[after].hasFocus()
    with running.qtbot.waitSignal(rail.chosen) as chosen:
        running.qtbot.keyClick(rail.buttons[last], Qt.Key.Key_Space)
    assert chosen.args == [last]
    running.settle()


def test_filling_the_rail_again_keeps_the_chosen_page_and_drops_what_is_gone(qtbot) -> None:
    rail = make_rail(qtbot, 700)
    rail.show_chosen("3")
    rail.fill([RailButton("3", "Three", "scan", "Ctrl+3", "Only"), RailButton("9", "Nine", "scan", "Ctrl+9", "Only")])
    assert [(name, button.text(), button.isChecked()) for name, button in rail.buttons.items()] == [
        ("3", "Three", True),
        ("9", "Nine", False),
    ]
    assert [heading.text() for heading in rail.headings] == ["Only"]


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_page_and_heading_is_whole_in_the_smallest_window(running, language: str) -> None:
    running.desk.speak(language)
    running.window.resize(1024, 640)
    running.settle()
    rail = running.window.rail
    assert len(rail.headings) == len(GROUPS)
    running.qtbot.waitUntil(lambda: rail.verticalScrollBar().maximum() == 0)
    assert all(is_in_sight(rail, name) for name in rail.buttons)
    assert all(row.width() >= row.sizeHint().width() for row in (*rail.buttons.values(), *rail.headings))


def test_pages_of_a_group_follow_each_other() -> None:
    groups = [entry.group for entry in PAGES]
    assert list(dict.fromkeys(groups)) == list(GROUPS)
    assert groups == sorted(groups, key=list(GROUPS).index)


def test_registry_holds_no_widget() -> None:
    assert [name for name, value in vars(registry).items() if isinstance(value, QWidget)] == []


def test_hints_are_shown_whole_or_not_at_all(running) -> None:
    window = running.window
    for width in (1024, 1366, 1920):
        window.resize(width, 700)
        running.settle()
        shown = window.status.hints
        assert shown.fontMetrics().horizontalAdvance(shown.text()) <= shown.width()
        assert set(shown.text().split("    ")) <= set(shown.toolTip().split("\n"))
        for label in window.status.findChildren(QLabel):
            assert label is shown or label.width() >= label.sizeHint().width()


def test_pages_open_no_window_of_their_own(running, qapp) -> None:
    shown = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(watched)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    for entry in PAGES:
        running.window.show_page(entry.name)
        running.settle()
    qapp.removeEventFilter(watch)
    assert shown == []
    assert running.window.isActiveWindow()
