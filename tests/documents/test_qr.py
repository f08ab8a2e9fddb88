"""A token's code: version 3, level H, drawn as one picture."""

from pathlib import Path

import pytest
import zxingcpp
from papers import make_badge
from PIL import Image

from o2o_events.documents.layouts import MODULES
from o2o_events.documents.qr import qr_bits


def modules(token: str) -> list[list[bool]]:
    """Which modules are dark, out of the padded bits."""
    bits = f"{int(qr_bits(token), 16):0{MODULES * 32}b}"
    return [[bits[row * 32 + column] == "0" for column in range(MODULES)] for row in range(MODULES)]


def save(token: str, file: Path, torn: tuple[int, int, int, int] | None = None) -> None:
    """Draws the modules, six pixels each with a quiet zone; ``torn`` is left white."""
    image = Image.new("L", ((MODULES + 8) * 6,) * 2, 255)
    for y, row in enumerate(modules(token)):
        for x, is_dark in enumerate(row):
            if is_dark:
                image.paste(0, ((x + 4) * 6, (y + 4) * 6, (x + 5) * 6, (y + 5) * 6))
    if torn:
        image.paste(255, torn)
    image.save(file)


def test_code_is_version_3_at_level_h_and_says_the_token(tmp_path: Path) -> None:
    token = make_badge().token
    save(token, tmp_path / "code.png")

    [found] = zxingcpp.read_barcodes(Image.open(tmp_path / "code.png"), formats=zxingcpp.BarcodeFormat.QRCode)

    assert (found.text, found.ec_level, MODULES) == (token, "H", 17 + 4 * 3)


def test_rows_are_padded_with_white() -> None:
    bits = f"{int(qr_bits(make_badge().token), 16):0{MODULES * 32}b}"

    assert {bits[row * 32 + MODULES : row * 32 + 32] for row in range(MODULES)} == {"111"}


def test_a_text_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="1" * 100):
        qr_bits("1" * 100)


def test_a_torn_code_is_still_read(tmp_path: Path) -> None:
    """Level H repairs a corner torn off the data area."""
    token = make_badge().token
    save(token, tmp_path / "torn.png", torn=((4 + 22) * 6, (4 + 22) * 6, (4 + 29) * 6, (4 + 29) * 6))

    found = zxingcpp.read_barcodes(Image.open(tmp_path / "torn.png"), formats=zxingcpp.BarcodeFormat.QRCode)

    assert [code.text for code in found] == [token]
