"""Colours, fonts and broken lines of a time grid; what is dear to make is made once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette, QTextLayout, QTextOption

_MOST_KEPT = 6000


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """Some of a colour on a ground."""
    return QColor(
        *(round(c * share + g * (1 - share)) for c, g in zip(colour.getRgb()[:3], ground.getRgb()[:3], strict=True))
    )


@dataclass
class Look:
    """The palette's colours under the names that the painting uses; ``fills`` and ``bars`` by a block's colour."""

    palette: QPalette
    colours: Mapping[str, QColor]
    font: QFont
    fills: dict[str, QColor] = field(default_factory=dict)
    bars: dict[str, QColor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        role = QPalette.ColorRole
        colour = self.palette.color
        self.base, self.ground, self.raised = colour(role.Base), colour(role.Window), colour(role.AlternateBase)
        self.ink, self.quiet, self.line = colour(role.Text), colour(role.PlaceholderText), colour(role.Mid)
        self.accent, self.danger = colour(role.Accent), colour(role.BrightText)
        self.is_dark = self.base.lightness() < 128
        self.warn = QColor("#FFCB6B" if self.is_dark else "#8A5A00")
        self.bold, self.plain, self.small = self._sized(13, True), self._sized(13, False), self._sized(12, False)
        self.struck = QFont(self.bold)
        self.struck.setStrikeOut(True)
        self.fill_of("")

    def fill_of(self, key: str) -> QColor:
        """A block's ground: a little of its colour."""
        if key not in self.fills:
            bar = self.bar_of(key)
            self.fills[key] = mixed(bar, self.base, 0.26 if self.is_dark else 0.15)
        return self.fills[key]

    def bar_of(self, key: str) -> QColor:
        """The strong colour at a block's left."""
        if key not in self.bars:
            colour = QColor(self.colours.get(key, self.accent))
            if self.is_dark:
                colour = QColor.fromHsl(colour.hslHue(), min(colour.hslSaturation(), 150), max(colour.lightness(), 150))
            self.bars[key] = colour
        return self.bars[key]

    def _sized(self, pixels: int, is_bold: bool) -> QFont:
        font = QFont(self.font)
        font.setPixelSize(pixels)
        font.setBold(is_bold)
        return font


class Lines:
    """Texts broken into lines of a width, remembered."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, int, int], tuple[str, ...]] = {}

    def broken(self, text: str, font: QFont, width: float, most: int) -> tuple[str, ...]:
        """At most so many lines; the last one is shortened where there is more."""
        key = (text, font.key(), int(width), most)
        if key not in self._known:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            self._known[key] = _broken(text, font, max(1.0, width), most)
        return self._known[key]


def _broken(text: str, font: QFont, width: float, most: int) -> tuple[str, ...]:
    metrics = QFontMetricsF(font)
    if most < 1 or not text:
        return ()
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption())
    option = layout.textOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        is_last = len(lines) == most - 1
        rest = text[start:] if is_last else text[start : start + line.textLength()]
        lines.append(metrics.elidedText(rest.strip(), Qt.TextElideMode.ElideRight, width) if is_last else rest.strip())
        if is_last:
            break
    layout.endLayout()
    return tuple(lines)
