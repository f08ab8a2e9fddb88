"""What stands on a badge, and what is told before it is printed."""

from dataclasses import replace

import pytest
from papers import EVENT, listed_badges, make_badge

from o2o_events import i18n
from o2o_events.badges.queries import PrintableBadge
from o2o_events.documents.badge_face import (
    BLACK,
    MM,
    WHITE,
    arrange_background,
    arrange_person,
    audit_badges,
    bar_colour,
    ink,
)
from o2o_events.documents.layouts import LAYOUTS, Layout
from o2o_events.registers.categories import SHIPPED, Category

A7 = LAYOUTS["a4-8"]
EVERY = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
HOSTILE = [
    make_badge(printed_name="x" * 500, own_script_name="y" * 500, organisation="z" * 2000, economy_name="w" * 300),
    make_badge(printed_name="word " * 80, own_script_name="陳" * 90, organisation="國立臺灣大學" * 60),
    make_badge(printed_name="น้ำใจ" * 60, own_script_name="김민수" * 60, organisation="Министерство " * 40),
    make_badge(printed_name="\u202e)\\(</b>\x00", own_script_name="שלום", organisation="😀" * 50, economy_name=""),
    make_badge(printed_name="", own_script_name="", organisation="", economy=None, economy_name=""),
    make_badge(printed_name="A", own_script_name="i", organisation="-"),
]


def texts(badge: PrintableBadge, layout: Layout = A7) -> dict[str, str]:
    return {placed.field: placed.text for placed in arrange_person(badge, layout)}


def problems(badge: PrintableBadge, layout: Layout = A7) -> list[tuple[str, str]]:
    return [(warning.field, warning.problem) for warning in audit_badges([badge], EVENT.label, layout)]


@EVERY
def test_everything_that_belongs_on_a_badge_is_on_it(layout: Layout) -> None:
    badge = make_badge(printed_name="CHAN Tai Man", own_script_name="陳大文", economy_name="Hong Kong, China")

    assert texts(badge, layout) == {
        "name": "CHAN Tai Man",
        "own_script_name": "陳大文",
        "organisation": "Tejidos Vicuña (ejemplo)",
        "economy": "Hong Kong, China",
        "code": badge.code,
    }
    background = arrange_background("Delegate", "#1F5FA8", EVENT.label, layout)
    assert [(placed.field, placed.text) for placed in background] == [("event", EVENT.label), ("category", "Delegate")]


@pytest.mark.parametrize("own", ["", "Ana Díaz", "ANA  DÍAZ"])
def test_own_script_name_is_left_out_where_it_says_nothing_new(own: str) -> None:
    assert "own_script_name" not in texts(make_badge(printed_name="Ana Díaz", own_script_name=own))


def test_own_script_name_with_its_accents_is_kept() -> None:
    assert texts(make_badge(printed_name="Nguyen Thi Duc", own_script_name="Nguyễn Thị Đức"))["own_script_name"]


@EVERY
@pytest.mark.parametrize("badge", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_leaves_its_box(layout: Layout, badge: PrintableBadge) -> None:
    floor = {
        "name": layout.name_box.top + layout.name_box.height,
        "code": layout.code.top + layout.code.height,
    }
    details = layout.details.top + layout.details.height
    for placed in arrange_person(badge, layout):
        assert placed.fitted.width <= placed.width + 0.01
        assert placed.top + placed.fitted.height <= floor.get(placed.field, details) * MM + 0.01


@EVERY
def test_no_category_or_event_name_leaves_its_box(layout: Layout) -> None:
    for event in (EVENT.label, "An Event Whose Name Goes On " * 12):
        for category in SHIPPED:
            for word in category.name.values():
                for placed in arrange_background(word, category.colour, event, layout):
                    box = layout.event if placed.field == "event" else layout.category
                    assert placed.fitted.width <= placed.width + 0.01
                    assert placed.top + placed.fitted.height <= (box.top + box.height) * MM + 0.01


def test_nothing_is_reported_for_a_usual_badge() -> None:
    assert problems(make_badge()) == []


@EVERY
@pytest.mark.parametrize("event", ["viet_nam", "taipei", "peru"])
def test_badges_of_the_registration_lists_need_no_correction(layout: Layout, event: str) -> None:
    warnings = audit_badges(listed_badges(event), EVENT.label, layout)

    assert [warning.message for warning in warnings] == []


@pytest.mark.parametrize("name", ["Ana 😀", "שלום", "كريم Karim"])
def test_a_name_without_letters_in_the_fonts_is_reported(name: str) -> None:
    assert problems(make_badge(printed_name=name)) == [("name", "missing")]


def test_small_cut_and_empty_are_reported() -> None:
    assert problems(make_badge(printed_name="Wolfeschlegelsteinhausenbergerdorff")) == [("name", "small")]
    assert problems(make_badge(printed_name="x" * 500)) == [("name", "cut")]
    assert problems(make_badge(printed_name=" ")) == [("name", "empty")]


def test_what_the_badges_share_is_reported_once() -> None:
    category = replace(SHIPPED[0], name={"en": "Delegate 😀"})
    badges = [make_badge(category=category) for _nth in range(5)]

    warnings = audit_badges(badges, "Event שלום", A7)

    assert [(w.field, w.problem, w.characters) for w in warnings] == [
        ("event", "missing", "שלום"),
        ("category", "missing", "😀"),
    ]


def test_a_warning_names_the_person_and_what_to_look_at() -> None:
    badge = make_badge(printed_name="Ana 😀")

    (warning,) = audit_badges([badge], EVENT.label, A7)

    assert (warning.person, warning.badge, warning.characters) == (badge.person, badge.code, "😀")
    assert warning.message == "Ana 😀: the name has characters that cannot be printed: 😀"


def test_a_warning_quotes_long_texts_in_short() -> None:
    (warning,) = audit_badges([make_badge(printed_name="x" * 500)], EVENT.label, A7)

    assert warning.message == f"{'x' * 79}…: the name is too long and is cut: “{'x' * 79}…”"


def test_the_category_is_named_in_the_present_language() -> None:
    with i18n.speaking("es"):
        placed = arrange_background(SHIPPED[2].label, SHIPPED[2].colour, EVENT.label, A7)

    assert placed[1].text == "Ponente"


@pytest.mark.parametrize(
    ("colour", "letters"),
    [("#FFFFFF", BLACK), ("#000000", WHITE), ("#FFEE00", BLACK), ("#1F5FA8", WHITE), ("#808080", BLACK)],
)
def test_letters_stand_out_from_the_bar(colour: str, letters: str) -> None:
    assert ink(colour) == letters


@pytest.mark.parametrize("category", SHIPPED, ids=lambda category: category.code)
def test_shipped_categories_have_white_letters(category: Category) -> None:
    assert ink(category.colour) == WHITE


@pytest.mark.parametrize(("colour", "drawn"), [("#1f5fa8", "#1f5fa8"), ("blue", "#37474F"), ("", "#37474F")])
def test_a_colour_that_is_none_is_drawn_grey(colour: str, drawn: str) -> None:
    assert bar_colour(colour) == drawn
