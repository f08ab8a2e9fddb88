"""Badges for tests of paper, and what a reader sees on it."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import zxingcpp

from o2o_events.badges.queries import PrintableBadge
from o2o_events.badges.token import Token, new_badge_id, short_code, sign
from o2o_events.registers.categories import SHIPPED
from o2o_events.registers.economies import find_economy
from o2o_events.registers.events import Event

SECRET = bytes(range(32))
LISTS = Path(__file__).parent / "files" / "registrations"
EVENT = Event(
    "event-1",
    "TP",
    2,
    {"en": "APEC Summit on New Era of Growth for SMEs", "zh-Hant": "APEC 中小企業峰會"},
    "TW",
    "Taipei",
    "Asia/Taipei",
    (date(2016, 7, 14), date(2016, 7, 15)),
    200,
)


def make_badge(**fields: object) -> PrintableBadge:
    """A delegate's badge; any field may differ."""
    badge = new_badge_id()
    made = PrintableBadge(
        badge=badge,
        code=short_code(badge),
        token=sign(Token(7, 2, 1, badge), SECRET),
        person=f"person-{badge}",
        registration=f"registration-{badge}",
        printed_name="Ana Díaz",
        own_script_name="",
        family_name="Díaz",
        given_name="Ana",
        organisation="Tejidos Vicuña (ejemplo)",
        economy="PE",
        economy_name="Peru",
        category=SHIPPED[0],
        has_photo_consent=True,
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # any field's


def listed_badges(event: str) -> list[PrintableBadge]:
    """A badge for every row of a registration list, with the words that are in it."""
    with (LISTS / event / "clean_utf8.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    badges = []
    for number, row in enumerate(rows):
        economy = find_economy(row["Economy"])
        badges.append(
            make_badge(
                printed_name=row["Name on badge"],
                own_script_name=row["Name in own script"],
                family_name=row["Family name"],
                given_name=row["Given name"],
                organisation=row["Organization"],
                economy=economy.code if economy else None,
                economy_name=economy.name if economy else "",
                category=SHIPPED[number % len(SHIPPED)],
                has_photo_consent=number % 3 > 0,
            )
        )
    return badges


def page_texts(file: Path) -> list[str]:
    """The text of each page as a PDF reader extracts it."""
    with pypdfium2.PdfDocument(file) as document:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            page.close()
        return texts


def codes_on(file: Path, dpi: int = 200) -> list[str]:
    """The text of every QR code that is read off every page, rasterised."""
    found = []
    with pypdfium2.PdfDocument(file) as document:
        for page in document:
            image = page.render(scale=dpi / 72, grayscale=True).to_pil()
            found += [code.text for code in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)]
            page.close()
    return found


def page_sizes(file: Path) -> list[tuple[float, float]]:
    """The size of each page in millimetres."""
    with pypdfium2.PdfDocument(file) as document:
        return [
            (round(w * 25.4 / 72, 1), round(h * 25.4 / 72, 1))
            for w, h in map(document.get_page_size, range(len(document)))
        ]
