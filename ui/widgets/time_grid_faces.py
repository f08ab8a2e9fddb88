"""Pictures of blocks, kept: while the grid scrolls or something is dragged they are put down, not drawn anew."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from ui.widgets.time_grid_geometry import Geometry, Lane
from ui.widgets.time_grid_look import Lines, Look
from ui.widgets.time_grid_painting import GridPainter, State
from ui.widgets.time_grid_values import Block

_MOST = 3000
_TALLEST = 1200
"""A block that is higher is drawn each time: few are, and their pictures would be large."""


class Faces:
    """One picture for each block as it looks; all are dropped when the colours change."""

    def __init__(self) -> None:
        self._known: dict[tuple[Block, int, int, State], QPixmap] = {}
        self._look: Look | None = None

    def draw(
        self, painter: QPainter, geometry: Geometry, look: Look, lines: Lines, block: Block, lane: Lane, state: State
    ) -> None:
        """Draws a block where it is."""
        where = geometry.rect(block.place, lane)
        width, height = round(where.width()), round(where.height())
        if height > _TALLEST or state.is_lifted:
            GridPainter(painter, geometry, look, lines).block(block, lane, state)
            return
        if look is not self._look or len(self._known) > _MOST:
            self._known.clear()
            self._look = look
        key = (block, width, height, state)
        if key not in self._known:
            self._known[key] = self._made(painter, geometry, look, lines, block, lane, state)
        painter.drawPixmap(QPointF(round(where.x()), round(where.y())), self._known[key])

    @staticmethod
    def _made(
        painter: QPainter, geometry: Geometry, look: Look, lines: Lines, block: Block, lane: Lane, state: State
    ) -> QPixmap:
        where = geometry.rect(block.place, lane)
        ratio = painter.device().devicePixelRatio()
        picture = QPixmap(QSize(round(where.width()) + 1, round(where.height()) + 1) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        device = QPainter(picture)
        device.translate(-where.topLeft())
        GridPainter(device, geometry, look, lines).block(block, lane, state)
        device.end()
        return picture
