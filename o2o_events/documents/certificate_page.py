"""A certificate of attendance on A4 across: drawn calmly, names large, its code to be scanned or typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from o2o_events.badges.certificate_code import spelled
from o2o_events.documents.colours import colour
from o2o_events.documents.fitting import Fitted, draw_fitted, fit
from o2o_events.documents.fonts import first_font
from o2o_events.documents.layouts import Style
from o2o_events.documents.qr_text import draw_text_qr
from o2o_events.i18n import _

MM: Final = 72 / 25.4
_WIDTH, _HEIGHT = 297 * MM, 210 * MM
_SIDE: Final = 34 * MM
_CODE: Final = 27 * MM
_MOST_SIGNATORIES: Final = 3


@dataclass(frozen=True)
class Signatory:
    """Somebody who signs by hand: a name and what they are."""

    name: str
    position: str = ""


@dataclass(frozen=True)
class Certificate:
    """All that one certificate says."""

    code: str
    number: int
    name: str
    own_script_name: str
    organisation: str
    economy: str
    attended: str
    event: str
    place_and_days: str
    project: str
    issued_on: date
    signatories: tuple[Signatory, ...] = ()


def write_certificates_file(
    file: Path, certificates: Sequence[Certificate], progress: Callable[[int, int], None] | None = None
) -> str:
    """Writes a page each, the same bytes for the same certificates; answers the characters that no font has."""
    canvas = Canvas(
        str(file), pagesize=(_WIDTH, _HEIGHT), pageCompression=1, initialFontName=first_font(), lang="en", invariant=1
    )
    canvas.setTitle(_("Certificate of attendance"))
    canvas.setCreator("O2O Events")
    missing = ""
    for done, certificate in enumerate(certificates, 1):
        missing += _draw(canvas, certificate)
        canvas.showPage()
        if progress is not None:
            progress(done, len(certificates))
    canvas.save()
    return "".join(dict.fromkeys(missing))


def _draw(canvas: Any, certificate: Certificate) -> str:
    _draw_frame(canvas)
    missing = _draw_words(canvas, certificate)
    _draw_signing(canvas, certificate)
    _draw_code(canvas, certificate)
    return missing


def _draw_frame(canvas: Any) -> None:
    canvas.setStrokeColor(HexColor(colour("accent")))
    canvas.setLineWidth(2.2)
    canvas.rect(10 * MM, 10 * MM, _WIDTH - 20 * MM, _HEIGHT - 20 * MM)
    canvas.setLineWidth(0.6)
    canvas.rect(12.2 * MM, 12.2 * MM, _WIDTH - 24.4 * MM, _HEIGHT - 24.4 * MM)


def _draw_words(canvas: Any, certificate: Certificate) -> str:
    """The text in the middle, centred in the room above the signatures."""
    width = _WIDTH - 2 * _SIDE
    quiet, accent, ink = colour("quiet"), colour("accent"), colour("ink")
    of = "; ".join(filter(None, (certificate.organisation, certificate.economy)))
    blocks: list[tuple[Fitted, str, float]] = [
        (fit(certificate.project, Style(12, 10, 8, 6, 2), width, 30), quiet, 0),
        (fit(_("Certificate of Attendance"), Style(34, 30, 20, 12, 1, bold=True), width, 44), accent, 4 * MM),
        (fit(_("This is to certify that"), Style(13, 12, 9, 7, 1), width, 18), quiet, 7 * MM),
        (fit(certificate.name, Style(32, 24, 14, 9, 2, bold=True), width, 70), ink, 3 * MM),
        (fit(certificate.own_script_name, Style(20, 16, 11, 8, 1), width, 26), ink, 1.5 * MM),
        (fit(of, Style(13, 11, 9, 7, 2), width, 32), quiet, 2.5 * MM),
        (fit(_("attended"), Style(13, 12, 9, 7, 1), width, 18), quiet, 5 * MM),
        (fit(certificate.event, Style(19, 15, 11, 8, 2, bold=True), width, 48), ink, 2.5 * MM),
        (fit(certificate.place_and_days, Style(13, 12, 9, 7, 2), width, 34), ink, 2 * MM),
        (fit(certificate.attended, Style(11, 10, 8, 7, 1), width, 16), quiet, 2 * MM),
    ]
    shown = [block for block in blocks if block[0].lines]
    top, foot = _HEIGHT - 19 * MM, 56 * MM
    y = top - max(0.0, (top - foot - sum(fitted.height + before for fitted, _ink, before in shown)) / 2)
    for fitted, shade, before in shown:
        y -= before
        draw_fitted(canvas, fitted, left=_SIDE, top=y, width=width, align="centre", colour=shade)
        y -= fitted.height
    return "".join(fitted.missing for fitted, _ink, _before in shown)


def _draw_signing(canvas: Any, certificate: Certificate) -> None:
    """Lines to sign on, from the left margin to the code."""
    signing = certificate.signatories[:_MOST_SIGNATORIES] or (Signatory(_("For the organisers")),)
    room = _WIDTH - 2 * 20 * MM - _CODE - 50 * MM
    width = min(room / len(signing), 74 * MM)
    for place, signatory in enumerate(signing):
        left, line = 22 * MM + place * width, 34 * MM
        canvas.setStrokeColor(HexColor(colour("quiet")))
        canvas.setLineWidth(0.7)
        canvas.line(left, line, left + width - 8 * MM, line)
        name = fit(signatory.name, Style(10.5, 9, 8, 6, 1, bold=True), width - 8 * MM, 15)
        draw_fitted(canvas, name, left=left, top=line - 1.5 * MM, width=width - 8 * MM, colour=colour("ink"))
        position = fit(signatory.position, Style(9, 8, 7, 5, 2), width - 8 * MM, 22)
        top = line - 1.5 * MM - name.height - 1
        draw_fitted(canvas, position, left=left, top=top, width=width - 8 * MM, colour=colour("quiet"))


def _draw_code(canvas: Any, certificate: Certificate) -> None:
    """The code at the right, and beside it how it is checked."""
    left, bottom = _WIDTH - 17 * MM - _CODE, 17 * MM
    draw_text_qr(canvas, certificate.code, left=left, bottom=bottom, size=_CODE)
    width = 47 * MM
    words = spelled(certificate.code).split()
    lines = [" ".join(words[start : start + 4]) for start in range(0, len(words), 4)]
    issued = _("Issued {day}").format(day=certificate.issued_on.isoformat())
    rows = [
        (fit(issued, Style(8, 7.5, 6, 5, 1), width, 11), colour("ink")),
        (
            fit(_("The organisers can check this code against the project file."), Style(7, 7, 6, 5, 2), width, 18),
            colour("quiet"),
        ),
        *((fit(line, Style(8, 8, 7, 5, 1), width, 11), colour("ink")) for line in lines),
    ]
    y = bottom + (_CODE + sum(row.height for row, _ink in rows)) / 2
    for row, shade in rows:
        draw_fitted(canvas, row, left=left - width - 1 * MM, top=y, width=width, align="right", colour=shade)
        y -= row.height
