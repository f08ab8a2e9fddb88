"""The grid under a mouse and a keyboard: choosing, moving, resizing, zooming, many at once, and what it tells."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.widgets.time_grid import TimeGrid
from ui.widgets.time_grid_dragging import new_block
from ui.widgets.time_grid_values import ALL, Block, Column, Place

NONE, CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
LEFT = Qt.MouseButton.LeftButton
COLUMNS = (Column(ALL, "All rooms"), Column("a", "Hall", "200 seats"), Column("b", "Room B"))
BLOCKS = (
    Block("opening", Place(0, "a", 540, 30), "Opening", words="Opening, 09:00"),
    Block("panel", Place(0, "a", 570, 60), "Panel", marks=("error",), parts=((30, "One"), (40, "Two"))),
    Block("breakout", Place(0, "b", 570, 45), "Breakout", marks=("warning", "struck")),
    Block("lunch", Place(0, ALL, 720, 60), "Lunch"),
    Block("closing", Place(1, "a", 600, 30), "Closing"),
)


@pytest.fixture
def grid(qtbot) -> TimeGrid:
    grid = TimeGrid()
    qtbot.addWidget(grid)
    grid.resize(900, 700)
    grid.show_content(COLUMNS, BLOCKS, 1)
    grid.show()
    qtbot.waitExposed(grid)
    grid.scroll_to_start()
    grid.setFocus()
    return grid


def middle_of(grid: TimeGrid, name: str) -> QPoint:
    return grid.rect_of(grid.block(name)).center().toPoint()


def drag(grid: TimeGrid, start: QPoint, *path: QPoint, is_let_go: bool = True, held=NONE) -> None:
    view = grid.viewport()
    QTest.mousePress(view, LEFT, held, start)
    for point in path:
        QTest.mouseMove(view, point)
        # the offscreen platform moves a pointer without a button; a window system tells which is down
        move(grid, point)
    if is_let_go:
        QTest.mouseRelease(view, LEFT, held, path[-1])


def move(grid: TimeGrid, point: QPoint) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    view = grid.viewport()
    at = QPointF(view.mapToGlobal(point))
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(point), at, Qt.MouseButton.NoButton, LEFT, NONE)
    QApplication.sendEvent(view, event)


def minutes(grid: TimeGrid, amount: int) -> int:
    return round(amount * grid.geometry_now.per_minute)


def moved_by(grid: TimeGrid, qtbot, act) -> dict[str, Place]:
    with qtbot.waitSignal(grid.moved) as told:
        act()
    return dict(told.args[0])


def test_drag_moves_to_another_room_and_time_in_steps_of_five(grid, qtbot) -> None:
    start = middle_of(grid, "opening")
    across = round(grid.geometry_now.column_width)
    places = moved_by(grid, qtbot, lambda: drag(grid, start, start + QPoint(across, minutes(grid, 63))))
    assert places == {"opening": Place(0, "b", 605, 30)}


def test_drag_at_the_lower_edge_makes_longer_and_at_the_upper_starts_earlier(grid, qtbot) -> None:
    where = grid.rect_of(grid.block("panel"))
    lower, upper = QPoint(round(where.center().x()), round(where.bottom()) - 2), QPoint(300, round(where.top()) + 2)
    longer = moved_by(grid, qtbot, lambda: drag(grid, lower, lower + QPoint(0, minutes(grid, 15))))
    assert longer == {"panel": Place(0, "a", 570, 75)}
    earlier = moved_by(grid, qtbot, lambda: drag(grid, upper, upper - QPoint(0, minutes(grid, 10))))
    assert earlier == {"panel": Place(0, "a", 560, 70)}


def test_drag_tells_where_it_is_while_the_button_is_down_and_escape_gives_it_up(grid, qtbot) -> None:
    told = []
    grid.dragging.connect(lambda places: told.append(dict(places)))
    start = middle_of(grid, "opening")
    with qtbot.assertNotEmitted(grid.moved):
        drag(grid, start, start + QPoint(0, minutes(grid, 30)), is_let_go=False)
        assert told[-1] == {"opening": Place(0, "a", 570, 30)}
        QTest.keyClick(grid, Qt.Key.Key_Escape)
        QTest.mouseRelease(grid.viewport(), LEFT, NONE, start)
    assert told[-1] == {}
    assert grid.block("opening").place == Place(0, "a", 540, 30)


def test_drag_while_warned_is_drawn_otherwise(grid) -> None:
    start = middle_of(grid, "opening")
    drag(grid, start, start + QPoint(0, minutes(grid, 30)), is_let_go=False)
    before = grid.viewport().grab().toImage()
    grid.warn(
        {"opening": "“Opening” and “Panel” are both in Hall.", "panel": "“Opening” and “Panel” are both in Hall."}
    )
    assert grid.viewport().grab().toImage() != before
    QTest.keyClick(grid, Qt.Key.Key_Escape)


def test_dragging_one_of_many_moves_all(grid, qtbot) -> None:
    grid.select(["opening", "breakout"], "opening")
    start = middle_of(grid, "opening")
    places = moved_by(grid, qtbot, lambda: drag(grid, start, start + QPoint(0, minutes(grid, 20))))
    assert places == {"opening": Place(0, "a", 560, 30), "breakout": Place(0, "b", 590, 45)}


def test_rubber_band_chooses_what_it_touches(grid) -> None:
    geometry = grid.geometry_now
    start = QPoint(round(geometry.x(1)) + 4, round(geometry.y(535)))
    drag(grid, start, QPoint(round(geometry.x(2)) + 30, round(geometry.y(580))))
    assert set(grid.selected) == {"opening", "panel", "breakout"}


def test_control_click_adds_and_takes_away(grid) -> None:
    view = grid.viewport()
    for name in ("opening", "panel", "opening"):
        QTest.mouseClick(view, LEFT, CONTROL, middle_of(grid, name))
    assert grid.selected == ["panel"]
    QTest.mouseClick(view, LEFT, NONE, middle_of(grid, "breakout"))
    assert grid.selected == ["breakout"]


def test_held_over_another_day_it_goes_there(grid, qtbot) -> None:
    start = middle_of(grid, "opening")
    drag(grid, start, start + QPoint(0, 20), is_let_go=False)
    grid.show_day(1)
    move(grid, start)
    places = moved_by(grid, qtbot, lambda: QTest.mouseRelease(grid.viewport(), LEFT, NONE, start))
    assert places == {"opening": Place(1, "a", 540, 30)}


def test_dropped_outside_it_is_let_go_there(grid, qtbot) -> None:
    start = middle_of(grid, "opening")
    outside = QPoint(-40, 300)
    drag(grid, start, start + QPoint(0, 20), outside, is_let_go=False)
    with qtbot.waitSignal(grid.let_go) as told, qtbot.assertNotEmitted(grid.moved):
        QTest.mouseRelease(grid.viewport(), LEFT, NONE, outside)
    assert told.args == [["opening"], grid.viewport().mapToGlobal(outside)]


def test_blocks_from_elsewhere_are_put_one_after_the_other(grid, qtbot) -> None:
    geometry = grid.geometry_now
    at = grid.viewport().mapToGlobal(QPoint(round(geometry.x(2)) + 20, round(geometry.y(665))))
    assert grid.carry([new_block("x", "New", 30), new_block("y", "Newer", 20)], at)
    places = moved_by(grid, qtbot, grid.drop)
    assert places == {"x": Place(0, "b", 660, 30), "y": Place(0, "b", 690, 20)}
    assert not grid.carry([new_block("x", "New", 30)], at - QPoint(5000, 0))


@pytest.mark.parametrize(
    ("key", "held", "place"),
    [
        (Qt.Key.Key_Down, ALT, Place(0, "a", 575, 60)),
        (Qt.Key.Key_Up, CONTROL, Place(0, "a", 565, 60)),
        (Qt.Key.Key_Right, ALT, Place(0, "b", 570, 60)),
        (Qt.Key.Key_Left, CONTROL, Place(0, ALL, 570, 60)),
        (Qt.Key.Key_Down, SHIFT, Place(0, "a", 570, 65)),
        (Qt.Key.Key_Up, SHIFT, Place(0, "a", 570, 55)),
    ],
)
def test_keys_move_and_stretch(grid, qtbot, key, held, place) -> None:
    grid.select(["panel"], "panel")
    assert moved_by(grid, qtbot, lambda: QTest.keyClick(grid, key, held)) == {"panel": place}


def test_arrows_go_from_block_to_block(grid) -> None:
    walked = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_End):
        QTest.keyClick(grid, key)
        walked.append(grid.current)
    assert walked == ["opening", "panel", "breakout", "panel", "lunch", "lunch"]
    assert grid.selected == ["lunch"]


def test_many_are_chosen_without_a_mouse(grid) -> None:
    QTest.keyClick(grid, Qt.Key.Key_Home)
    QTest.keyClick(grid, Qt.Key.Key_Down, CONTROL | SHIFT)
    assert (grid.selected, grid.current) == (["opening"], "panel")
    QTest.keyClick(grid, Qt.Key.Key_Space, CONTROL)
    assert grid.selected == ["opening", "panel"]
    QTest.keyClick(grid, Qt.Key.Key_A, CONTROL)
    assert set(grid.selected) == {"opening", "panel", "breakout", "lunch"}
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert grid.selected == []


@pytest.mark.parametrize(
    ("key", "signal", "told"),
    [
        (Qt.Key.Key_Return, "opened", "panel"),
        (Qt.Key.Key_Delete, "removed", ["panel"]),
        (Qt.Key.Key_U, "unscheduled", ["panel"]),
        (Qt.Key.Key_N, "wanted", Place(0, "a", 630, 30)),
        (Qt.Key.Key_PageDown, "day_shown", 1),
    ],
)
def test_keys_ask(grid, qtbot, key, signal, told) -> None:
    grid.select(["panel"], "panel")
    with qtbot.waitSignal(getattr(grid, signal)) as asked:
        QTest.keyClick(grid, key)
    assert asked.args == [told]


def test_new_one_is_wanted_where_an_empty_place_is_double_clicked(grid, qtbot) -> None:
    geometry = grid.geometry_now
    with qtbot.waitSignal(grid.wanted) as asked:
        QTest.mouseDClick(grid.viewport(), LEFT, NONE, QPoint(round(geometry.x(2)) + 40, round(geometry.y(663))))
    assert asked.args == [Place(0, "b", 660, 30)]


def test_wheel_with_control_zooms_around_the_pointer(grid) -> None:
    y = 300
    minute, per_minute = grid.geometry_now.minute_at(y), grid.geometry_now.per_minute
    point = QPointF(400, y)
    event = QWheelEvent(
        point, grid.viewport().mapToGlobal(point), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CONTROL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(grid.viewport(), event)
    assert grid.geometry_now.per_minute > per_minute
    assert abs(grid.geometry_now.minute_at(y) - minute) < 1
    QTest.keyClick(grid, Qt.Key.Key_0)
    assert grid.geometry_now.per_minute == per_minute


def test_other_content_keeps_what_is_chosen_and_where_the_grid_is(grid) -> None:
    grid.select(["panel", "breakout"], "panel")
    place = grid.verticalScrollBar().value()
    grid.show_content(COLUMNS, BLOCKS[:2], 1)
    assert (grid.selected, grid.current, grid.verticalScrollBar().value()) == (["panel"], "panel", place)


def test_current_block_is_told_to_screen_readers(grid) -> None:
    grid.select(["opening"], "opening")
    assert grid.accessibleDescription() == "Opening, 09:00"


def test_reveal_shows_the_day_and_the_place(grid, qtbot) -> None:
    with qtbot.waitSignal(grid.day_shown):
        grid.reveal("closing")
    area = grid.geometry_now.scrolled_area
    assert area.contains(grid.rect_of(grid.block("closing")))


def test_grid_of_nothing_takes_every_key(grid) -> None:
    grid.show_content([], [], 0)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_U, Qt.Key.Key_Plus):
        QTest.keyClick(grid, key)
    assert (grid.selected, grid.current) == ([], None)
