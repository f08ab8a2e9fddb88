"""Where blocks of a time grid are and go: geometry, lanes, moving, neighbours."""

import pytest
from PySide6.QtCore import QPointF

from ui.widgets import time_grid_moving as moving
from ui.widgets.time_grid_geometry import AXIS, BAND, HEADER, Geometry, lanes
from ui.widgets.time_grid_values import ALL, Block, Place

ORDER = (ALL, "a", "b", "c")


def block(name: str, start: int, minutes: int = 30, column: str = "a", day: int = 0) -> Block:
    return Block(name, Place(day, column, start, minutes), name)


def test_geometry_gives_every_place_back() -> None:
    geometry = Geometry(ORDER, 1000, 700, 2.0, scroll_x=0, scroll_y=900)
    where = geometry.rect(Place(0, "b", 540, 30))
    assert geometry.place_at(where.center(), 0, 30) == Place(0, "b", 550, 30)
    assert (where.top(), geometry.minute_at(where.top())) == (HEADER + 1080 - 900, 540)
    assert geometry.index_at(AXIS + BAND - 1) == 0
    assert geometry.index_at(AXIS + BAND + 1) == 1
    assert geometry.index_at(5000) == 3


def test_geometry_keeps_the_column_for_all_where_it_is() -> None:
    still, scrolled = (Geometry(ORDER, 400, 300, 1.4, scroll_x=x) for x in (0, 90))
    assert still.x(0) == scrolled.x(0) == AXIS
    assert still.x(1) - scrolled.x(1) == 90


def test_geometry_without_columns_gives_all_the_room_to_everybody() -> None:
    geometry = Geometry((ALL,), 1000, 700)
    assert geometry.band == 1000 - AXIS
    assert geometry.index_at(900) == 0


def test_blocks_that_overlap_stand_side_by_side_and_touching_ones_do_not() -> None:
    blocks = [block("1", 0, 60), block("2", 30, 60), block("3", 60, 30), block("4", 90, 30), block("5", 0, 60, "b")]
    assert lanes(blocks) == {"1": (0, 2), "2": (1, 2), "3": (0, 2), "4": (0, 1), "5": (0, 1)}


def test_moving_together_stops_where_the_first_would_leave() -> None:
    blocks = [block("1", 20), block("2", 60, column="c", day=1)]
    assert moving.moved(blocks, -30, 1, 3, ORDER, 1) == {
        "1": Place(0, "a", 0, 30),
        "2": Place(1, "c", 40, 30),
    }
    assert moving.moved(blocks, 5, -1, 0, ORDER, 1) == {"1": Place(0, ALL, 25, 30), "2": Place(1, "b", 65, 30)}


def test_what_ends_after_midnight_can_be_moved() -> None:
    assert moving.moved([block("1", 1435, 90)], 5, 0, 0, ORDER, 0) == {"1": Place(0, "a", 1435, 90)}


@pytest.mark.parametrize(("pulled", "minutes"), [(15, 45), (-100, 5)])
def test_end_is_pulled_to_at_least_one_step(pulled: int, minutes: int) -> None:
    assert moving.with_end_moved([block("1", 60)], pulled) == {"1": Place(0, "a", 60, minutes)}


@pytest.mark.parametrize(("pulled", "start", "minutes"), [(10, 70, 20), (-10, 50, 40), (500, 85, 5), (-500, 0, 90)])
def test_start_is_pulled_while_the_end_stays(pulled: int, start: int, minutes: int) -> None:
    assert moving.with_start_moved([block("1", 60)], pulled) == {"1": Place(0, "a", start, minutes)}


@pytest.mark.parametrize(
    ("start", "across", "along", "found"),
    [("1", 0, 1, "2"), ("1", 0, -1, None), ("1", 1, 0, "4"), ("1", -1, 0, "all"), ("3", -1, 0, "6")],
)
def test_neighbour_is_the_next_in_time_or_the_nearest_beside(start, across, along, found) -> None:
    blocks = [block("1", 60), block("2", 100), block("3", 300, column="c"), block("4", 80, column="b")]
    blocks += [block("5", 0, day=1), block("6", 200, column="b"), block("all", 600, column=ALL)]
    current = next(b for b in blocks if b.id == start)
    neighbour = moving.neighbour(blocks, current, across, along, ORDER)
    assert (neighbour.id if neighbour else None) == found


def test_first_free_place_is_after_what_is_in_the_way() -> None:
    blocks = [block("1", 540, 32), block("2", 600), block("3", 540, column="b")]
    assert moving.first_free(blocks, Place(0, "a", 540, 25)) == Place(0, "a", 575, 25)
    assert moving.first_free(blocks, Place(0, "a", 540, 30)) == Place(0, "a", 630, 30)
    assert moving.first_free(blocks, Place(0, "c", 540, 30)) == Place(0, "c", 540, 30)


def test_point_outside_gets_the_nearest_place() -> None:
    geometry = Geometry(ORDER, 1000, 700, 1.4)
    assert geometry.place_at(QPointF(0, -300), 0) == Place(0, ALL, 0, 30)
