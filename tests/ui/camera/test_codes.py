"""Codes of badges in pictures as a camera takes them at a desk."""

from pathlib import Path

import pypdfium2
import pytest
from camera_frames import SIZES, Held, badge_code, other_code, side_at, take_picture
from papers import EVENT, make_badge
from PySide6.QtGui import QImage

from o2o_events.documents.badge_sheet import write_sheet
from o2o_events.documents.layouts import LAYOUTS
from ui.camera.codes import read_codes

TOKEN = "0010010112345678901234567890123459876543210987654321098765"
NEXT = TOKEN[:20] + "98" + TOKEN[22:]
CODE = badge_code(TOKEN)


def texts(image: QImage) -> list[str]:
    return [code.text for code in read_codes(image)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "held",
    [
        Held(CODE),
        *(Held(CODE, turned=turned) for turned in (15, 45, 90, 180, 280)),
        *(Held(CODE, tilted=tilted) for tilted in (-40, 25, 40)),
        Held(CODE, turned=30, tilted=30, x=0.15, y=-0.1),
        Held(CODE, side=0.95),
    ],
)
def test_badge_is_read_however_it_is_held(size: tuple[int, int], held: Held) -> None:
    assert texts(take_picture(held, size=size)) == [TOKEN]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("blur", [1.5, 2.0, 3.0])
def test_badge_is_read_out_of_focus(size: tuple[int, int], blur: float) -> None:
    assert texts(take_picture(Held(CODE), size=size, blur=blur)) == [TOKEN]


@pytest.mark.parametrize("light", [0.4, 0.2])
def test_badge_is_read_in_dim_light(light: float) -> None:
    assert texts(take_picture(Held(CODE, turned=8), size=SIZES[0], light=light, noise=10)) == [TOKEN]


@pytest.mark.parametrize("distance", [150, 200, 250, 300])
def test_badge_of_thirty_millimetres_is_read_at_arms_length(distance: float) -> None:
    side = side_at(30, distance, SIZES[1])
    assert texts(take_picture(Held(CODE, side=side, turned=5), size=SIZES[1])) == [TOKEN]


def test_badge_is_read_off_its_printed_sheet(tmp_path: Path) -> None:
    badge = make_badge()
    write_sheet(tmp_path / "badge.pdf", event=EVENT, badges=[badge], layout=LAYOUTS["a6"])
    with pypdfium2.PdfDocument(tmp_path / "badge.pdf") as document:
        page = document[0]
        paper = page.render(scale=110 / 72).to_pil().convert("RGB")
        page.close()
    printed = QImage(paper.tobytes(), paper.width, paper.height, paper.width * 3, QImage.Format.Format_RGB888)
    assert texts(take_picture(Held(printed.copy(), turned=4, side=1.1))) == [badge.token]


def test_picture_without_a_code_has_none() -> None:
    assert texts(take_picture()) == []
    assert texts(QImage()) == []
    assert texts(QImage(1, 1, QImage.Format.Format_RGB32)) == []


def test_two_badges_are_both_seen_and_the_one_in_the_middle_is_first() -> None:
    picture = take_picture(Held(badge_code(NEXT), side=0.45, x=0.3), Held(CODE, side=0.45, x=-0.05))
    assert texts(picture) == [TOKEN, NEXT]


def test_same_code_twice_is_one() -> None:
    picture = take_picture(Held(CODE, side=0.4, x=-0.25), Held(CODE, side=0.4, x=0.2))
    [seen] = read_codes(picture)
    assert round(seen.distance, 1) == 0.4


def test_corners_and_distance_are_in_parts_of_the_picture() -> None:
    [seen] = read_codes(take_picture(Held(CODE, side=0.5, y=0.1), size=(800, 400)))
    assert round(seen.distance, 2) == 0.1
    inner = 0.5 * 29 / 37
    left, top = 0.5 - inner / 4, 0.6 - inner / 2
    x, y = seen.corners[0]
    assert (x, y) == (pytest.approx(left, abs=0.01), pytest.approx(top, abs=0.01))


def test_code_of_somebody_else_is_handed_on_as_it_is() -> None:
    address = "https://example.org/foyer?day=1"
    assert texts(take_picture(Held(other_code(address)))) == [address]
