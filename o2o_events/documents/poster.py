"""A poster in A4 that leads phones to the feedback pages: the network first where there is one, then the form."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from o2o_events.db.columns import LocalizedText
from o2o_events.documents.colours import colour
from o2o_events.documents.fitting import Fitted, draw_fitted, fit
from o2o_events.documents.fonts import first_font
from o2o_events.documents.layouts import Style
from o2o_events.documents.output import appearing_whole
from o2o_events.documents.qr_text import draw_text_qr, wifi_text
from o2o_events.i18n import LANGUAGES, _, speaking

MM: Final = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
SIDE: Final = 16 * MM
_COLUMN: Final = WIDTH - 2 * SIDE
_CODE: Final = 104 * MM
_CODE_ALONE: Final = 135 * MM
_WIFI_CODE: Final = 46 * MM
_HEAD: Final = Style(30, 24, 14, 10, 2, bold=True)
_TITLE: Final = Style(24, 18, 12, 9, 2, bold=True)
_MORE: Final = Style(17, 14, 10, 8, 2)
_ADDRESS: Final = Style(26, 20, 12, 8, 1, bold=True)
_STEP: Final = Style(14, 12, 9, 7, 2)
_SECRET: Final = Style(20, 16, 10, 6, 2, bold=True)


@dataclass(frozen=True)
class Wifi:
    """The network that phones have to be in. Without a password it is open."""

    name: str
    password: str = ""


@dataclass(frozen=True)
class Poster:
    """What stands on it, in each of ``languages``; ``title`` is of the form, or empty for all of them."""

    url: str
    event: LocalizedText
    title: LocalizedText
    languages: Sequence[str]
    wifi: Wifi | None = None
    about: LocalizedText | None = None


def write_poster(file: Path, poster: Poster) -> None:
    """Writes one page. Raises ``UserError`` where it cannot be written."""
    with appearing_whole(file) as part:
        canvas = Canvas(
            str(part),
            pagesize=(WIDTH, HEIGHT),
            pageCompression=1,
            initialFontName=first_font(),
            lang=poster.languages[0],
        )
        canvas.setTitle(_text(poster.title, poster.languages[0]) or poster.url)
        canvas.setCreator("O2O Events")
        _draw(canvas, poster)
        canvas.showPage()
        canvas.save()


def _draw(canvas: Any, poster: Poster) -> None:
    top = _draw_head(canvas, poster)
    floor = SIDE + (_WIFI_CODE + 8 * MM if poster.wifi else 0)
    steps = "\n".join(_in_each(poster, lambda: _("Scan the code, or type the address:")))
    room = top - floor
    lines = _fit_lines(steps, _STEP, min(26 * MM, room * 0.16))
    address = fit(_spoken(poster.url), _ADDRESS, _COLUMN, 12 * MM)
    size = min(
        _CODE if poster.wifi else _CODE_ALONE, room - sum(line.height for line in lines) - address.height - 12 * MM
    )
    spare = room - size - sum(line.height for line in lines) - address.height
    top -= spare / 3
    for line in lines:
        top = _put(canvas, line, top)
    top -= 2 * MM
    draw_text_qr(canvas, poster.url, left=(WIDTH - size) / 2, bottom=top - size, size=size)
    _put(canvas, address, top - size - 1 * MM, ink=colour("accent"))
    if poster.wifi is not None:
        _draw_wifi(canvas, poster, poster.wifi)


def _draw_head(canvas: Any, poster: Poster) -> float:
    """Event and title in each language, on a band; answers where the rest begins."""
    names = list(dict.fromkeys(_text(poster.event, tag) for tag in poster.languages))
    titles = list(dict.fromkeys(filter(None, (_title(poster, tag) for tag in poster.languages))))
    about = list(dict.fromkeys(_text(poster.about or {}, tag) for tag in poster.languages))
    rows = [fit(names[0], _MORE, _COLUMN, 14 * MM)]
    rows += [fit(title, _MORE if number else _HEAD, _COLUMN, 26 * MM) for number, title in enumerate(titles)]
    rows += [fit(text, _TITLE, _COLUMN, 18 * MM) for text in about[:1] if text]
    height = sum(row.height for row in rows) + 14 * MM
    canvas.setFillColor(HexColor(colour("accent")))
    canvas.rect(0, HEIGHT - height, WIDTH, height, stroke=0, fill=1)
    top = HEIGHT - 7 * MM
    for row in rows:
        top = _put(canvas, row, top, ink=colour("accent_ink"))
    return HEIGHT - height


def _draw_wifi(canvas: Any, poster: Poster, wifi: Wifi) -> None:
    """Below a line: the network's own code, with its name and password to type."""
    height = _WIFI_CODE + 2 * MM
    canvas.setFillColor(HexColor(colour("accent_soft")))
    canvas.roundRect(SIDE, SIDE - 4 * MM, _COLUMN, height + 4 * MM, 3 * MM, stroke=0, fill=1)
    left, bottom = SIDE + 3 * MM, SIDE - 1 * MM
    draw_text_qr(canvas, wifi_text(wifi.name, wifi.password), left=left, bottom=bottom, size=_WIFI_CODE)
    left += _WIFI_CODE + 6 * MM
    width = SIDE + _COLUMN - left - 4 * MM
    words = " / ".join(_in_each(poster, lambda: _("First join the Wi-Fi")))
    rows = [(fit(words, Style(12, 10, 8, 6, 4), width, 20 * MM), colour("ink"))]
    rows.append((fit(wifi.name, _SECRET, width, 15 * MM), colour("accent")))
    if wifi.password:
        labels = " / ".join(_in_each(poster, lambda: _("Password")))
        rows.append((fit(labels, Style(10, 9, 7, 6, 2), width, 8 * MM), colour("quiet")))
        rows.append((fit(wifi.password, _SECRET, width, 15 * MM), colour("ink")))
    top = bottom + _WIFI_CODE - max(0.0, (_WIFI_CODE - sum(row.height for row, _ink in rows)) / 2)
    for row, ink in rows:
        draw_fitted(canvas, row, left=left, top=top, width=width, colour=ink)
        top -= row.height


def _fit_lines(text: str, style: Style, height: float) -> list[Fitted]:
    lines = text.split("\n")
    return [fit(line, style, _COLUMN, height / len(lines)) for line in lines]


def _put(canvas: Any, row: Fitted, top: float, *, ink: str | None = None) -> float:
    draw_fitted(canvas, row, left=SIDE, top=top, width=_COLUMN, align="centre", colour=ink or colour("ink"))
    return top - row.height


def _in_each(poster: Poster, say: Any) -> list[str]:
    """Our own words in each of the poster's languages that we speak, each once."""
    said = []
    for tag in poster.languages:
        with speaking(tag if tag in LANGUAGES else "en"):
            said.append(str(say()))
    return list(dict.fromkeys(said))


def _title(poster: Poster, tag: str) -> str:
    if any(poster.title.values()):
        return _text(poster.title, tag)
    with speaking(tag if tag in LANGUAGES else "en"):
        return _("Your opinion")


def _text(text: LocalizedText, tag: str) -> str:
    return text.get(tag) or text.get("en") or next((t for t in text.values() if t), "")


def _spoken(url: str) -> str:
    """The address as people type it."""
    return url.removeprefix("http://").rstrip("/")
