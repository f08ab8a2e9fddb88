"""The shapes of badges: where each thing stands, in millimetres from a badge's top left corner (pure).

Module of the QR code (version 3, 29 modules, with a quiet zone of 4 on each side):

========  =======================  =======  ======
layout    badge                    module   code
========  =======================  =======  ======
a4-8      A7 landscape, 8 on A4    0.9 mm   26 mm
a4-4      A6, 4 on A4              1.05 mm  30 mm
a6        A6                       1.05 mm  30 mm
label     62 x 100 mm              0.9 mm   26 mm
card      86 x 54 mm               0.75 mm  22 mm
========  =======================  =======  ======

A camera of 720 lines reads 0.9 mm at 25 cm. The card has room for 0.75 mm only, which a USB scanner reads
as well and a camera at 20 cm. Cutting A4 sheets takes one straight cut between neighbours and leaves no
waste; nothing is printed within the 4.5 mm along a sheet's edge that office printers cannot reach. A label
printer has one colour, so there the category's word stands in black beside its bar, not white upon it.
"""

from dataclasses import dataclass
from typing import Literal

MODULES = 29
QUIET = 4
"""Modules of white that a QR code needs around it."""


Align = Literal["left", "centre", "right"]


@dataclass(frozen=True)
class Style:
    """How a text may be set; sizes in points.

    From ``largest`` down to ``comfortable`` it stays on one line; below ``readable`` it is reported; it
    never gets smaller than ``smallest``.
    """

    largest: float
    comfortable: float
    readable: float
    smallest: float
    most_lines: int = 1
    bold: bool = False


@dataclass(frozen=True)
class Box:
    """A rectangle: its top left corner from the badge's, and its size, in millimetres."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """A way to put badges on pages; sizes in millimetres, ``qr`` without its quiet zone."""

    name: str
    page: tuple[float, float]
    badge: tuple[float, float]
    columns: int
    rows: int
    align: Align
    event: Box
    name_box: Box
    details: Box
    qr: Box
    code: Box
    category: Box
    no_photo: Box
    event_style: Style
    name_style: Style
    own_name_style: Style
    organisation_style: Style
    economy_style: Style
    code_style: Style
    category_style: Style
    has_cut_marks: bool = False
    has_word_upon_bar: bool = True

    @property
    def module(self) -> float:
        """The width of one module of the QR code."""
        return self.qr.width / MODULES

    @property
    def badges_a_page(self) -> int:
        return self.columns * self.rows


def _square(left: float, top: float, module: float) -> Box:
    return Box(left, top, module * MODULES, module * MODULES)


def _a7(name: str, page: tuple[float, float], columns: int, rows: int) -> Layout:
    return Layout(
        name=name,
        page=page,
        badge=(105, 74.25),
        columns=columns,
        rows=rows,
        align="left",
        event=Box(7, 5, 82, 5.2),
        name_box=Box(7, 11, 91, 21),
        details=Box(7, 33.6, 60, 23),
        qr=_square(71.6, 36, 0.9),
        code=Box(69, 65.7, 31.3, 4),
        category=Box(7, 58.6, 60, 11),
        no_photo=Box(91.6, 4.5, 6.4, 6.4),
        event_style=Style(9, 8, 6, 4.5, 1),
        name_style=Style(34, 26, 16, 8, 2, bold=True),
        own_name_style=Style(15, 12, 9, 6, 1),
        organisation_style=Style(11.5, 10, 7.5, 5, 4),
        economy_style=Style(11.5, 9, 7.5, 5, 2, bold=True),
        code_style=Style(11, 8, 8, 6, 1, bold=True),
        category_style=Style(17, 13, 9, 6, 2, bold=True),
        has_cut_marks=columns * rows > 1,
    )


def _a6(name: str, page: tuple[float, float], columns: int, rows: int) -> Layout:
    return Layout(
        name=name,
        page=page,
        badge=(105, page[1] / rows),
        columns=columns,
        rows=rows,
        align="centre",
        event=Box(17, 7, 71, 9.5),
        name_box=Box(7, 18, 91, 36.5),
        details=Box(7, 56.5, 91, 28),
        qr=_square((105 - 1.05 * MODULES) / 2, 89.7, 1.05),
        code=Box(22, 124.4, 61, 4.7),
        category=Box(7, 130.2, 91, 12.4),
        no_photo=Box(90, 6.5, 8, 8),
        event_style=Style(10.5, 9, 7, 5, 2),
        name_style=Style(46, 34, 20, 10, 3, bold=True),
        own_name_style=Style(21, 16, 11, 7, 1),
        organisation_style=Style(14.5, 12, 9, 6, 4),
        economy_style=Style(14.5, 11, 9, 6, 2, bold=True),
        code_style=Style(13, 9, 9, 7, 1, bold=True),
        category_style=Style(23, 16, 11, 8, 2, bold=True),
        has_cut_marks=columns * rows > 1,
    )


_CARD = Layout(
    name="card",
    page=(86, 54),
    badge=(86, 54),
    columns=1,
    rows=1,
    align="left",
    event=Box(4, 2.4, 71, 3.8),
    name_box=Box(4, 6.6, 78, 14.6),
    details=Box(4, 21.8, 52.5, 17.4),
    qr=_square(60, 24.2, 0.75),
    code=Box(57, 48.95, 27, 3.05),
    category=Box(4, 41, 52.5, 9.6),
    no_photo=Box(77.6, 2.1, 4.4, 4.4),
    event_style=Style(7.5, 6.5, 5, 4, 1),
    name_style=Style(26, 19, 12, 6, 2, bold=True),
    own_name_style=Style(12, 10, 7.5, 5, 1),
    organisation_style=Style(9, 8, 6, 4, 4),
    economy_style=Style(9, 7.5, 6, 4, 2, bold=True),
    code_style=Style(8.5, 7, 7, 5, 1, bold=True),
    category_style=Style(15, 11, 8, 5, 2, bold=True),
)
_LABEL = Layout(
    name="label",
    page=(62, 100),
    badge=(62, 100),
    columns=1,
    rows=1,
    align="centre",
    event=Box(10, 3, 42, 6),
    name_box=Box(3, 9.6, 56, 25.2),
    details=Box(3, 35.2, 56, 17.4),
    qr=_square((62 - 0.9 * MODULES) / 2, 56.2, 0.9),
    code=Box(8, 85.95, 46, 4),
    category=Box(3, 90.1, 56, 7.6),
    no_photo=Box(53, 2.6, 6, 6),
    event_style=Style(8, 7, 5.5, 4, 2),
    name_style=Style(30, 21, 14, 7, 3, bold=True),
    own_name_style=Style(14, 11, 8.5, 6, 1),
    organisation_style=Style(10.5, 9, 7, 5, 2),
    economy_style=Style(10.5, 9, 7, 5, 1, bold=True),
    code_style=Style(11, 8, 8, 6, 1, bold=True),
    category_style=Style(13, 10, 8, 5, 1, bold=True),
    has_word_upon_bar=False,
)

A4 = (210, 297)
LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        _a7("a4-8", A4, 2, 4),
        _a6("a4-4", A4, 2, 2),
        _a6("a6", (105, 148), 1, 1),
        _CARD,
        _LABEL,
    )
}
DEFAULT = "a4-8"
