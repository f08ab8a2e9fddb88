"""Posters and slips: what a phone reads from the paper leads where it should."""

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from o2o_events.documents.poster import Poster, Wifi, write_poster
from o2o_events.documents.qr_text import wifi_text
from o2o_events.documents.slips_sheet import A_PAGE, SlipSheet, spelled, write_slips

URL = "http://192.168.100.200:8080/"
TITLE = {"en": "How was this event?", "vi": "Sự kiện này thế nào?", "zh-Hant": "這次活動如何？"}
EVENT = {"en": "Workshop on online-to-offline business models for small enterprises in the economies of APEC" * 2}


def codes(file: Path, page: int = 0) -> list[str]:
    """The texts of the QR codes on a page, as a camera reads them."""
    document = pypdfium2.PdfDocument(file)
    picture = document[page].render(scale=3).to_pil()
    document.close()
    return sorted(found.text for found in zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormat.QRCode))


def words(file: Path, page: int = 0) -> str:
    document = pypdfium2.PdfDocument(file)
    text = document[page].get_textpage().get_text_bounded()
    document.close()
    return str(text)


@pytest.mark.parametrize("languages", [("en",), ("vi", "zh-Hant"), ("en", "es", "vi", "zh-Hant")])
def test_a_poster_leads_to_the_form_and_into_the_network(tmp_path: Path, languages: tuple[str, ...]) -> None:
    file = tmp_path / "poster.pdf"

    write_poster(file, Poster(f"{URL}f/evaluation", EVENT, TITLE, languages, Wifi('A "guest"; net', "a:b,c\\d")))

    assert codes(file) == ['WIFI:T:WPA;S:A \\"guest\\"\\; net;P:a\\:b\\,c\\\\d;;', f"{URL}f/evaluation"]
    assert "192.168.100.200:8080/f/evaluation" in words(file)
    assert [TITLE[tag] in words(file) for tag in languages if tag in TITLE] == [True] * len(set(languages) & set(TITLE))


def test_a_poster_without_a_network_has_one_code(tmp_path: Path) -> None:
    write_poster(tmp_path / "poster.pdf", Poster(URL, EVENT, {}, ("en",)))

    assert codes(tmp_path / "poster.pdf") == [URL]


def test_an_open_network_has_no_password() -> None:
    assert wifi_text("Guest", "") == "WIFI:T:nopass;S:Guest;;"


def test_slips_are_each_there_once_and_can_be_read_and_typed(tmp_path: Path) -> None:
    slips = [f"{number:024d}".replace("0", "k").replace("1", "m") for number in range(A_PAGE + 2)]

    pages = write_slips(tmp_path / "slips.pdf", SlipSheet(slips, URL, "Workshop", "Evaluation " * 8, ("en", "vi")))
    read = [codes(tmp_path / "slips.pdf", page) for page in range(pages)]

    assert [len(page) for page in read] == [A_PAGE, 2]
    assert sorted(read[0] + read[1]) == sorted(f"{URL}s/{slip}" for slip in slips)
    assert spelled(slips[0])[:14] in words(tmp_path / "slips.pdf")
