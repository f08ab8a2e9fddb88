"""The shapes of badges: everything has its place."""

from itertools import combinations

import pytest

from o2o_events.documents.layouts import LAYOUTS, MODULES, QUIET, Box, Layout

PRINTABLE = 4.5
"""Millimetres at the edge of an office printer's page that stay white."""
EVERY = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())


def boxes(layout: Layout) -> dict[str, Box]:
    names = ("event", "name_box", "details", "qr", "code", "category", "no_photo")
    return {name: getattr(layout, name) for name in names}


def quiet_zone(layout: Layout) -> Box:
    edge = QUIET * layout.module
    return Box(layout.qr.left - edge, layout.qr.top - edge, layout.qr.width + 2 * edge, layout.qr.height + 2 * edge)


def overlap(one: Box, other: Box) -> bool:
    tolerance = 0.01
    return (
        one.left + one.width > other.left + tolerance
        and other.left + other.width > one.left + tolerance
        and one.top + one.height > other.top + tolerance
        and other.top + other.height > one.top + tolerance
    )


def test_layouts_are_those_of_the_command_line() -> None:
    assert list(LAYOUTS) == ["a4-8", "a4-4", "a6", "card", "label"]


@EVERY
def test_badges_fill_their_page_exactly(layout: Layout) -> None:
    width, height = layout.badge

    assert (width * layout.columns, height * layout.rows) == layout.page


@EVERY
def test_everything_is_on_the_badge(layout: Layout) -> None:
    margin = PRINTABLE if layout.badges_a_page > 1 else 2.0
    width, height = layout.badge

    outside = [
        name
        for name, box in boxes(layout).items()
        if box.left < margin
        or box.top < margin
        or box.left + box.width > width - margin + 0.01
        or box.top + box.height > height - margin + 0.05
    ]
    assert outside == []


@EVERY
def test_nothing_stands_upon_anything_else(layout: Layout) -> None:
    touching = [(a, b) for (a, one), (b, other) in combinations(boxes(layout).items(), 2) if overlap(one, other)]

    assert touching == []


@EVERY
def test_quiet_zone_of_the_code_is_white(layout: Layout) -> None:
    zone = quiet_zone(layout)
    others = {name: box for name, box in boxes(layout).items() if name != "qr"}

    assert [name for name, box in others.items() if overlap(zone, box)] == []
    assert zone.left + zone.width <= layout.badge[0] + 0.01


@pytest.mark.parametrize(
    ("name", "module"), [("a4-8", 0.9), ("a4-4", 1.05), ("a6", 1.05), ("label", 0.9), ("card", 0.75)]
)
def test_modules_are_as_large_as_the_documentation_says(name: str, module: float) -> None:
    layout = LAYOUTS[name]

    assert layout.module == pytest.approx(module)
    assert layout.qr.width == layout.qr.height == pytest.approx(module * MODULES)


@EVERY
def test_a_name_that_is_not_reported_is_read_from_two_metres(layout: Layout) -> None:
    """Capitals of 2.9 mm are what normal sight resolves at two metres (20/20: five arc minutes)."""
    capitals = layout.name_style.readable * 25.4 / 72 * 0.714

    assert capitals >= 2.9
