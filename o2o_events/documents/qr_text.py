"""Any text as a QR code that phones read: addresses, slips, the access to a Wi-Fi network."""

from functools import lru_cache
from typing import Any, Final

import qrcode
from reportlab.lib.colors import HexColor

QUIET: Final = 4
"""Modules of white that a code needs around it."""


@lru_cache(maxsize=64)
def qr_rows(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the smallest code at level M, rows from the top; True is dark."""
    code = qrcode.QRCode(None, qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(map(bool, row)) for row in code.modules)


def draw_text_qr(canvas: Any, text: str, *, left: float, bottom: float, size: float) -> None:
    """Draws the code on a white ground of ``size`` points, the white around it included."""
    rows = qr_rows(text)
    unit = size / (len(rows) + 2 * QUIET)
    canvas.setFillColor(HexColor("#FFFFFF"))
    canvas.rect(left, bottom, size, size, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))
    path = canvas.beginPath()
    for number, row in enumerate(rows):
        y = bottom + size - (QUIET + number + 1) * unit
        for start, length in _runs(row):
            path.rect(left + (QUIET + start) * unit, y, length * unit, unit)
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Where dark modules begin, and how many follow: one rectangle a run, so that no seam shows."""
    runs: list[tuple[int, int]] = []
    for place, is_dark in enumerate(row):
        if is_dark and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif is_dark:
            runs.append((place, 1))
    return runs


def wifi_text(name: str, password: str) -> str:
    """What phones read as the access to a network."""
    kind = "WPA" if password else "nopass"
    secret = f"P:{_escaped(password)};" if password else ""
    return f"WIFI:T:{kind};S:{_escaped(name)};{secret};"


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in '\\;,:"' else c for c in text)
