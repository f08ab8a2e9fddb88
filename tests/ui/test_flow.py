"""A row that goes on in the next line where it is narrow."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ui.widgets.flow import FlowLayout

WIDE = 100


class Box(QWidget):
    """100 by 20, whatever the theme gives to buttons."""

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(WIDE, 20)


@pytest.fixture
def row(qtbot) -> QWidget:
    """A field that takes what is left, and two more, each 100 by 20; 10 between them."""
    whole = QWidget()
    qtbot.addWidget(whole)
    layout = FlowLayout(spacing=10)
    whole.setLayout(layout)
    for stretch in (1, 0, 0):
        layout.add(Box(minimumWidth=WIDE, minimumHeight=20, maximumHeight=20), least=WIDE, stretch=stretch)
    return whole


def places(row: QWidget, width: int) -> list[tuple[int, int, int]]:
    """Left, top and width of each, in a row of that width."""
    row.resize(width, row.layout().heightForWidth(width))
    row.layout().setGeometry(row.rect())
    widgets = [row.layout().itemAt(n).widget() for n in range(row.layout().count())]
    return [(w.x(), w.y(), w.width()) for w in widgets]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (400, [(0, 0, 180), (190, 0, 100), (300, 0, 100)]),
        (320, [(0, 0, 100), (110, 0, 100), (220, 0, 100)]),
        (319, [(0, 0, 209), (219, 0, 100), (0, 30, 100)]),
        (150, [(0, 0, 150), (0, 30, 100), (0, 60, 100)]),
    ],
)
def test_row_breaks_where_it_must_and_shares_what_is_left(row, width: int, expected: list) -> None:
    assert places(row, width) == expected


def test_height_follows_the_lines(row) -> None:
    assert [row.layout().heightForWidth(width) for width in (320, 319, 150)] == [20, 50, 80]


def test_what_is_hidden_takes_no_room(row) -> None:
    row.show()
    row.layout().itemAt(1).widget().hide()
    assert row.layout().heightForWidth(210) == 20
