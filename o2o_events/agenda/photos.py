"""Photographs of speakers: any image becomes a small JPEG; what is no image is refused in words (pure)."""

import base64
import binascii
import io
from typing import TYPE_CHECKING

from o2o_events.errors import UserError
from o2o_events.i18n import _

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_STORED = 120_000
"""Characters of base64 that a photograph may take in the project file."""
MOST_BYTES = 30_000_000
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_SIZES = ((480, 600), (360, 450), (240, 300), (120, 150))
_QUALITIES = (88, 80, 70, 60)


def read_photo(photo: bytes | str) -> str:
    """The photograph as it is kept: a JPEG in base64 of at most ``MOST_STORED`` characters; "" for none.

    ``str`` is one that was kept before, and stays as it is. Raises ``UserError`` where it is no image, or one
    of a size that no photograph has.
    """
    if not photo:
        return ""
    if isinstance(photo, str):
        try:
            content = base64.b64decode(photo, validate=True)
        except (binascii.Error, ValueError) as error:
            raise _not_an_image() from error
        is_kept = len(photo) <= MOST_STORED and content.startswith(b"\xff\xd8")
        return photo if is_kept and max(_open(content).size) <= max(_SIZES[0]) else _shrink(_open(content))
    return _shrink(_open(photo))


def _open(content: bytes) -> "Image":
    """The image, decoded. Its size is looked at before its pixels are."""
    from PIL import Image, ImageOps

    if len(content) > MOST_BYTES:
        raise _too_large()
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
        is_too_large = image.width * image.height > MOST_PIXELS
        if not is_too_large:
            image.draft("RGB", (2 * _SIZES[0][0], 2 * _SIZES[0][1]))
            return _on_white(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except Exception as error:  # whatever a decoder makes of a damaged or hostile file, it is no photograph
        raise _not_an_image() from error
    raise _too_large()


def _on_white(image: "Image") -> "Image":
    from PIL import Image

    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda level: level / 256).convert("L")
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    shown = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("RGB")


def _shrink(image: "Image") -> str:
    for size in _SIZES:
        small = image.copy()
        small.thumbnail(size)
        for quality in _QUALITIES:
            stored = _encode(small, quality)
            if len(stored) <= MOST_STORED:
                return stored
    raise _too_large()


def _encode(image: "Image", quality: int) -> str:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, optimize=True)
    return base64.b64encode(file.getvalue()).decode("ascii")


def _not_an_image() -> UserError:
    return UserError(_("This file is no image that can be read. Choose a JPEG or PNG photograph."))


def _too_large() -> UserError:
    return UserError(
        _("This image is too large. Choose a photograph of at most {most} million pixels.").format(
            most=MOST_PIXELS // 1_000_000
        )
    )
