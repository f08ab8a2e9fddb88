"""Text fitted into a box: shrunk, then wrapped, and cut as the last resort (pure but for font widths).

One line is kept as long as it is comfortably large; then the number of lines that allows the largest
letters wins. Below the readable size the answer says so; a text that does not even fit at the smallest
size is broken anywhere and, if need be, cut with an ellipsis.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from unicodedata import east_asian_width

from o2o_events.documents.fonts import Line, draw_line, is_mark, set_line, visible
from o2o_events.documents.layouts import Align, Style

LEADING = 1.2
"""Distance of two lines, as a share of the size."""
_FIRST_BASELINE = 0.94
ELLIPSIS = "…"
_MOST_CHARACTERS = 400
_AT_HYPHENS = re.compile(r"\S+?(?:[-‐–—/@](?=\w)|\s+|$)")
_AT_SPACES = re.compile(r"\S+(?:\s+|$)")
_SLACK = 1e-6
_WORTH_A_LINE = 1.08
"""How much larger the letters must become for one more line."""
_NEVER_FIRST = set("、。，．・：；？！）」』】〉》〕｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…)]}.,:;!?%’”")
_NEVER_LAST = set("（「『【〈《〔｛([{‘“")
_THAI_FIRST_VOWELS = "เแโใไ"
"""Written before the consonant they belong to."""


@dataclass(frozen=True, eq=False)
class Fitted:
    """Lines of one size that fit their box. ``is_cut`` where something had to be left out."""

    lines: tuple[Line, ...]
    size: float
    is_small: bool
    is_cut: bool
    missing: str

    @property
    def height(self) -> float:
        return LEADING * self.size * len(self.lines)

    @property
    def width(self) -> float:
        return max((line.width for line in self.lines), default=0) * self.size


@lru_cache(maxsize=50_000)
def fit(text: str, style: Style, width: float, height: float) -> Fitted:
    """The text in at most ``style.most_lines`` lines within a box (points)."""
    words = " ".join(visible(text).split())
    shown = words[:_MOST_CHARACTERS]
    size, lines = _best_lines(shown, split_pieces(shown, at_hyphens=False), style, width, height)
    if size < style.readable:
        size, lines = max((size, lines), _best_lines(shown, split_pieces(shown), style, width, height))
    is_cut = len(words) > len(shown)
    if size < style.smallest and shown:
        size, lines, is_too_long = _broken_anywhere(shown, style, width, height)
        is_cut = is_cut or is_too_long
    set_lines = tuple(set_line(line, style.bold) for line in lines if line)
    if any(line.width * size > width + _SLACK * 10 for line in set_lines):  # marks and fonts met across a break
        size = (width - _SLACK) / max(line.width for line in set_lines)
    missing = set_line(words, style.bold).missing if any(line.missing for line in set_lines) else ""
    return Fitted(set_lines, size, bool(shown) and size < style.readable - _SLACK, is_cut, missing)


def _best_lines(text: str, pieces: list[str], style: Style, width: float, height: float) -> tuple[float, list[str]]:
    """The largest size, and the lines that allow it."""
    best: tuple[float, list[str]] = (0, [])
    for count in range(1, style.most_lines + 1):
        lines = [text] if count == 1 else _balanced(pieces, count, style.bold)
        size = min(style.largest, height / (count * LEADING), _size_for(lines, style.bold, width))
        if size > best[0] * (_WORTH_A_LINE if best[0] >= style.readable else 1):
            best = size, lines
        if count == 1 and size >= style.comfortable:
            break
    return best


def _size_for(lines: list[str], bold: bool, width: float) -> float:
    widest = max(set_line(line, bold).width for line in lines)
    return (width - _SLACK) / widest if widest else float("inf")


def _balanced(pieces: list[str], count: int, bold: bool) -> list[str]:
    """The pieces in at most this many lines, broken so that the widest is as narrow as can be."""
    widths = [set_line(piece, bold).width for piece in pieces]
    low, high = max(widths, default=0), sum(widths)
    fewest = _filled(pieces, widths, high)
    for _step in range(12):
        middle = (low + high) / 2
        lines = _filled(pieces, widths, middle)
        if len(lines) <= count:
            high, fewest = middle, lines
        else:
            low = middle
    return fewest


def _filled(pieces: list[str], widths: list[float], width: float) -> list[str]:
    """The pieces in lines, each as full as the width allows."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece, piece_width in zip(pieces, widths, strict=True):
        if line and used + piece_width > width + _SLACK:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line += piece
        used += piece_width
    return [*lines, line.rstrip()]


def _broken_anywhere(text: str, style: Style, width: float, height: float) -> tuple[float, list[str], bool]:
    """The text at the largest size that holds it when long words may break, else cut at the smallest."""
    lines: list[str] = []
    for step in range(9):
        size = style.readable + (style.smallest - style.readable) * step / 8
        room = max(1, min(style.most_lines, int(height / (size * LEADING) + _SLACK)))
        pieces = list(pieces_within(text, style.bold, width / size))
        lines = _filled(pieces, [set_line(piece, style.bold).width for piece in pieces], width / size)
        if len(lines) <= room:
            return size, lines, False
    return size, [*lines[: room - 1], _cut(lines[room - 1], style.bold, width / size)], True


def pieces_within(text: str, bold: bool, width: float) -> Iterator[str]:
    """Pieces none of which is wider than a line."""
    for piece in split_pieces(text):
        if set_line(piece.rstrip(), bold).width <= width:
            yield piece
        else:
            yield from _clusters(piece)


def _cut(line: str, bold: bool, width: float) -> str:
    clusters = list(_clusters(line))
    while clusters and set_line("".join(clusters).rstrip() + ELLIPSIS, bold).width > width:
        clusters.pop()
    return "".join(clusters).rstrip() + ELLIPSIS


def split_pieces(text: str, *, at_hyphens: bool = True) -> list[str]:
    """The text in pieces between which a line may break; a piece keeps the space after it."""
    pieces: list[str] = []
    for word in (_AT_HYPHENS if at_hyphens else _AT_SPACES).findall(text):
        if word.isascii() or not any(map(_is_wide, word)):
            pieces.append(word)
        else:
            pieces.extend(_wide_pieces(word))
    return pieces


def _wide_pieces(word: str) -> Iterator[str]:
    piece = ""
    for character in word:
        breaks = piece and (_is_wide(character) or _is_wide(piece[-1])) and not character.isspace()
        if breaks and character not in _NEVER_FIRST and piece[-1] not in _NEVER_LAST and not is_mark(character):
            yield piece
            piece = ""
        piece += character
    yield piece


@lru_cache(maxsize=10_000)
def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7a3"  # Korean breaks at spaces


def _clusters(text: str) -> Iterator[str]:
    """Characters, each with the marks that belong to it."""
    cluster = ""
    for character in text:
        if cluster and not is_mark(character) and not character.isspace() and cluster[-1] not in _THAI_FIRST_VOWELS:
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def draw_fitted(
    canvas: Any,
    fitted: Fitted,
    *,
    left: float,
    top: float,
    width: float,
    align: Align = "left",
    colour: str = "#000000",
) -> None:
    """Draws the lines downwards from ``top`` (points from the page's foot) within a column."""
    share = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
    baseline = top - _FIRST_BASELINE * fitted.size
    for line in fitted.lines:
        x = left + share * (width - line.width * fitted.size)
        draw_line(canvas, line, x, baseline, fitted.size, colour)
        baseline -= LEADING * fitted.size
