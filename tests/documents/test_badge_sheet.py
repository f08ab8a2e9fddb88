"""Badges on paper: every code reads, every name stands there, nothing half done."""

import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from factories import make_person
from papers import EVENT, SECRET, codes_on, listed_badges, make_badge, page_sizes, page_texts
from sqlalchemy import select

from o2o_events import i18n
from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.badges.token import verify
from o2o_events.db.models import FactRow
from o2o_events.documents.badge_sheet import PrintedSheet, find_layout, print_sheet, write_sheet
from o2o_events.documents.layouts import LAYOUTS, Layout
from o2o_events.errors import UserError
from o2o_events.registers.categories import SHIPPED
from o2o_events.registers.events import Event

EVERY = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
A7 = LAYOUTS["a4-8"]


def squeezed(text: str) -> str:
    """Text without white space: where lines break is not what matters."""
    return re.sub(r"\s", "", text.replace("\ufffe", ""))


def print_all(app: App, event: Event, file: Path, **options: object) -> PrintedSheet:
    return print_sheet(app.database, event=event, file=file, **options)  # type: ignore[arg-type]  # any option's


def prints(app: App) -> int:
    with app.database.read() as tx:
        return len(tx.scalars(select(FactRow.id).where(FactRow.kind == "badge_print")).all())


@EVERY
def test_every_code_on_the_sheet_is_read_back_and_genuine(tmp_path: Path, layout: Layout) -> None:
    badges = listed_badges("viet_nam")[:96] + listed_badges("taipei")[:24]
    write_sheet(tmp_path / "badges.pdf", event=EVENT, badges=badges, layout=layout)

    found = codes_on(tmp_path / "badges.pdf")

    assert Counter(found) == Counter(badge.token for badge in badges)
    assert [token for token in found if verify(token, {7: SECRET}) is None] == []


def test_every_code_of_the_whole_registration_lists_is_read_back(tmp_path: Path) -> None:
    badges = [badge for event in ("viet_nam", "taipei", "peru") for badge in listed_badges(event)]
    write_sheet(tmp_path / "badges.pdf", event=EVENT, badges=badges, layout=A7)

    assert Counter(codes_on(tmp_path / "badges.pdf", dpi=150)) == Counter(badge.token for badge in badges)


@EVERY
def test_codes_read_at_the_resolution_of_a_label_printer(tmp_path: Path, layout: Layout) -> None:
    """203 dots an inch is the coarsest that label printers have."""
    badges = [make_badge() for _nth in range(8)]
    write_sheet(tmp_path / "badges.pdf", event=EVENT, badges=badges, layout=layout)

    assert sorted(codes_on(tmp_path / "badges.pdf", dpi=203)) == sorted(badge.token for badge in badges)


@EVERY
@pytest.mark.parametrize("event", ["viet_nam", "taipei"])
def test_every_name_on_the_sheet_is_read_back(tmp_path: Path, layout: Layout, event: str) -> None:
    badges = listed_badges(event)[:120]
    write_sheet(tmp_path / "badges.pdf", event=EVENT, badges=badges, layout=layout)
    pages = [squeezed(text) for text in page_texts(tmp_path / "badges.pdf")]

    lost = [
        text
        for number, badge in enumerate(badges)
        for text in (
            badge.printed_name,
            badge.own_script_name,
            badge.organisation,
            badge.economy_name,
            badge.category.label,
            badge.code,
        )
        if squeezed(text) not in pages[number // layout.badges_a_page]
    ]
    assert lost == []
    assert [page for page in pages if squeezed(EVENT.label) not in page] == []


@pytest.mark.parametrize(
    ("name", "size", "pages"),
    [
        ("a4-8", (210, 297), 2),
        ("a4-4", (210, 297), 3),
        ("a6", (105, 148), 9),
        ("card", (86, 54), 9),
        ("label", (62, 100), 9),
    ],
)
def test_sheets_have_the_size_and_number_of_pages_of_their_layout(
    tmp_path: Path, name: str, size: tuple[float, float], pages: int
) -> None:
    file = tmp_path / "badges.pdf"

    answered = write_sheet(file, event=EVENT, badges=[make_badge() for _nth in range(9)], layout=LAYOUTS[name])

    assert page_sizes(file) == [size] * pages
    assert answered == pages


def test_badges_stand_in_the_order_given_row_by_row(tmp_path: Path) -> None:
    badges = [make_badge() for _nth in range(8)]
    write_sheet(tmp_path / "badges.pdf", event=EVENT, badges=badges, layout=A7)

    text = page_texts(tmp_path / "badges.pdf")[0]

    places = [text.index(badge.code) for badge in badges]
    assert places == sorted(places)


@EVERY
def test_colour_of_the_category_is_on_the_badge(tmp_path: Path, layout: Layout) -> None:
    write_sheet(tmp_path / "b.pdf", event=EVENT, badges=[make_badge(category=SHIPPED[2])], layout=layout)
    with pypdfium2.PdfDocument(tmp_path / "b.pdf") as document:
        page = document[0]
        image = page.render(scale=4).to_pil().convert("RGB")
        page.close()
    bar = layout.category
    point = (bar.left + 1.5, bar.top + bar.height * 0.85)

    assert image.getpixel((round(point[0] * 4 * 72 / 25.4), round(point[1] * 4 * 72 / 25.4))) == (0xB3, 0x26, 0x1E)


@EVERY
def test_no_photo_mark_is_drawn_for_those_who_did_not_agree(tmp_path: Path, layout: Layout) -> None:
    def darkness(has_photo_consent: bool) -> int:
        file = tmp_path / f"{has_photo_consent}.pdf"
        write_sheet(file, event=EVENT, badges=[make_badge(has_photo_consent=has_photo_consent)], layout=layout)
        with pypdfium2.PdfDocument(file) as document:
            page = document[0]
            image = page.render(scale=4, grayscale=True).to_pil()
            page.close()
        box = layout.no_photo
        corners = (box.left, box.top, box.left + box.width, box.top + box.height)
        return sum(value < 128 for value in image.crop(tuple(round(c * 4 * 72 / 25.4) for c in corners)).tobytes())

    assert darkness(True) == 0
    assert darkness(False) > 300


def test_category_word_follows_the_language(tmp_path: Path) -> None:
    with i18n.speaking("zh-Hant"):
        write_sheet(tmp_path / "b.pdf", event=EVENT, badges=[make_badge(category=SHIPPED[2])], layout=A7)

    text = page_texts(tmp_path / "b.pdf")[0]
    assert ("講者" in text, "APEC 中小企業峰會" in text, "Speaker" in text) == (True, True, False)


def test_progress_is_told_badge_by_badge(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    write_sheet(
        tmp_path / "b.pdf",
        event=EVENT,
        badges=[make_badge() for _nth in range(3)],
        layout=A7,
        progress=lambda done, total: told.append((done, total)),
    )

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_printing_notes_every_badge_as_printed(app: App, event: Event, tmp_path: Path) -> None:
    with app.database.write() as tx:
        for name in ("Ana", "Bảo", "陳"):
            make_person(tx, event, given_name=name)
        issued = issue_badges(tx, event=event)
    file = tmp_path / "badges.pdf"

    first = print_all(app, event, file)
    kept = file.read_bytes()
    second = print_all(app, event, file, only_unprinted=True)

    assert (first.badges, first.pages, first.warnings) == (3, 1, ())
    assert sorted(codes_on(file)) == sorted(badge.token for badge in issued)
    assert (second.badges, second.pages, prints(app)) == (0, 0, 3)
    assert file.read_bytes() == kept
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix in (".pdf", ".part")) == ["badges.pdf"]


def test_printing_again_replaces_the_file_and_is_noted(app: App, event: Event, tmp_path: Path) -> None:
    with app.database.write() as tx:
        make_person(tx, event)
        issue_badges(tx, event=event)
    file = tmp_path / "badges.pdf"
    file.write_text("something else")

    print_all(app, event, file)
    print_all(app, event, file, layout="card")

    assert page_sizes(file) == [(86, 54)]
    assert prints(app) == 2


def test_printing_can_be_some_people_only(app: App, event: Event, tmp_path: Path) -> None:
    with app.database.write() as tx:
        wanted, _other = make_person(tx, event), make_person(tx, event)
        issued = {badge.person: badge.token for badge in issue_badges(tx, event=event)}

    print_all(app, event, tmp_path / "one.pdf", people=[wanted])

    assert codes_on(tmp_path / "one.pdf") == [issued[wanted]]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing/badges.pdf", "There is no folder"),
        ("folder", "is a folder"),
        ("x" * 300 + ".pdf", "cannot be written"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_and_nothing_is_noted(
    app: App, event: Event, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "folder").mkdir()
    with app.database.write() as tx:
        make_person(tx, event)
        issue_badges(tx, event=event)

    with pytest.raises(UserError, match=words):
        print_all(app, event, tmp_path / name)

    assert prints(app) == 0
    assert [path.name for path in tmp_path.iterdir() if path.suffix in (".pdf", ".part")] == []


def test_a_drawing_that_fails_leaves_the_old_file_and_no_note(app: App, event: Event, tmp_path: Path) -> None:
    with app.database.write() as tx:
        make_person(tx, event)
        issue_badges(tx, event=event)
    file = tmp_path / "badges.pdf"
    file.write_text("yesterday's")

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        print_all(app, event, file, progress=stop)

    assert (file.read_text(), prints(app)) == ("yesterday's", 0)
    assert [path for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_a_layout_that_is_none_is_told_with_those_there_are() -> None:
    with pytest.raises(UserError, match="Choose one of: a4-8, a4-4, a6, card, label"):
        find_layout("a3")
    assert find_layout(" A6 ").name == "a6"
