"""A token's code: version 3, level H, drawn as one picture."""

from pathlib import Path

import pytest
import qrcode
from papers import make_badge
from PIL import Image

from o2o_events.documents.layouts import MODULES
from o2o_events.documents.qr import qr_bits


def modules(token: str) -> list[list[bool]]:
    """Which modules are dark, out of the padded bits."""
    bits = f"{int(qr_bits(token), 16):0{MODULES * 32}b}"
    return [[bits[row * 32 + column] == "0" for column in range(MODULES)] for row in range(MODULES)]


def test_code_is_version_3_at_level_h_with_one_of_the_eight_masks() -> None:
    """The same modules as another encoder makes of it, with the mask that ours chose."""
    token = make_badge().token
    made = modules(token)

    others = []
    for mask in range(8):
        code = qrcode.QRCode(version=3, error_correction=qrcode.ERROR_CORRECT_H, border=0, mask_pattern=mask)
        code.add_data(token)
        code.make(fit=False)
        others.append([[bool(module) for module in row] for row in code.get_matrix()])

    assert others.count(made) == 1


def test_rows_are_padded_with_white() -> None:
    bits = f"{int(qr_bits(make_badge().token), 16):0{MODULES * 32}b}"

    assert {bits[row * 32 + MODULES : row * 32 + 32] for row in range(MODULES)} == {"111"}


def test_a_text_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="1" * 100):
        qr_bits("1" * 100)


def test_a_torn_code_is_still_read(tmp_path: Path) -> None:
    """Level H repairs a corner torn off the data area."""
    import zxingcpp

    token = make_badge().token
    image = Image.new("L", ((MODULES + 8) * 6,) * 2, 255)
    for y, row in enumerate(modules(token)):
        for x, is_dark in enumerate(row):
            if is_dark:
                image.paste(0, ((x + 4) * 6, (y + 4) * 6, (x + 5) * 6, (y + 5) * 6))
    image.paste(255, ((4 + 22) * 6, (4 + 22) * 6, (4 + 29) * 6, (4 + 29) * 6))
    image.save(tmp_path / "torn.png")

    found = zxingcpp.read_barcodes(Image.open(tmp_path / "torn.png"), formats=zxingcpp.BarcodeFormat.QRCode)

    assert [code.text for code in found] == [token]
