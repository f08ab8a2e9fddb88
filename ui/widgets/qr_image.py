"""QR codes on the screen."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage


def qr_image(text: str, *, border: int = 0) -> QImage:
    """A QR code of any text, a dot a module, with so many dots of white around it."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=border)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    image = QImage(len(matrix), len(matrix), QImage.Format.Format_RGB32)
    for row, cells in enumerate(matrix):
        for column, is_dark in enumerate(cells):
            image.setPixelColor(QPointF(column, row).toPoint(), QColor("#000000" if is_dark else "#FFFFFF"))
    return image
