"""One picture of a camera, 1280 x 720: all that is done with it, against turning it grey and searching it alone."""

import os
from collections.abc import Callable
from time import perf_counter

from harness import Measure, middle, percentile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from camera_frames import Held, badge_code, other_code, take_picture
from PySide6.QtGui import QGuiApplication, QImage

from ui.camera.watching import INTERVAL, look_at

TOKEN = "0010010112345678901234567890123459876543210987654321098765"
ROUNDS = 60


def run() -> list[Measure]:
    application = QGuiApplication.instance() or QGuiApplication([])
    code = badge_code(TOKEN)
    pictures = [
        take_picture(Held(code, turned=12, tilted=15)),
        take_picture(Held(code, side=0.22, turned=40), blur=1.5),
        take_picture(Held(code, side=0.4, x=-0.2), Held(other_code("https://example.org/foyer"), side=0.4, x=0.2)),
        take_picture(),
    ]
    looks = _milliseconds(pictures, lambda picture: look_at(picture, 0.0))
    bare = _milliseconds(pictures, _search)
    del application
    return [
        Measure("a camera's picture, median", middle(looks), middle(bare), "ms", 3.0),
        Measure(
            "a camera's picture, 95th percentile, to the time between two", percentile(looks, 0.95), INTERVAL * 1000,
            "ms", 0.7,
        ),
    ]  # fmt: skip


def _search(picture: QImage) -> object:
    from zxingcpp import BarcodeFormat, ImageFormat, ImageView, read_barcodes

    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    view = ImageView(grey.constBits(), grey.width(), grey.height(), ImageFormat.Lum, grey.bytesPerLine())
    return read_barcodes(view, formats=BarcodeFormat.QRCode, try_invert=False)


def _milliseconds(pictures: list[QImage], act: Callable[[QImage], object]) -> list[float]:
    spent = []
    for _round in range(ROUNDS):
        for picture in pictures:
            start = perf_counter()
            act(picture)
            spent.append((perf_counter() - start) * 1000)
    return spent
