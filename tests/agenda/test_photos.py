"""Photographs of speakers: whatever arrives becomes a small JPEG or a sentence."""

import base64
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from o2o_events.agenda.photos import FORMATS, MOST_BYTES, MOST_STORED, read_photo
from o2o_events.errors import UserError


def picture(file_format: str = "PNG", size: tuple[int, int] = (1200, 1600), mode: str = "RGB") -> bytes:
    """A picture that does not compress to nothing: every pixel differs."""
    file = BytesIO()
    noise = Image.effect_noise(size, 90).convert(mode)
    noise.save(file, file_format)
    return file.getvalue()


def stored(content: bytes) -> Image.Image:
    text = read_photo(content)
    assert len(text) <= MOST_STORED
    image = Image.open(BytesIO(base64.b64decode(text)))
    image.load()
    return image


def png(width: int, height: int, pixels: bytes = b"") -> bytes:
    """A PNG file that says how large it is, with whatever pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_photograph_of_any_usual_kind_becomes_a_small_jpeg(file_format: str) -> None:
    image = stored(picture(file_format))

    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert max(image.size) <= 600


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I", "CMYK", "I;16"])
def test_a_picture_of_any_colours_is_taken(mode: str) -> None:
    file = BytesIO()
    image = Image.new("L", (60, 80), 200)
    (image.convert("I").convert(mode) if mode == "I;16" else image.convert(mode)).save(file, "TIFF")

    assert stored(file.getvalue()).size == (60, 80)


def test_what_was_transparent_is_white() -> None:
    file = BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(file, "PNG")

    assert stored(file.getvalue()).getpixel((25, 25)) == (255, 255, 255)


def test_a_photograph_taken_sideways_stands_upright() -> None:
    file = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (400, 200), "teal").save(file, "JPEG", exif=exif)

    assert stored(file.getvalue()).size == (200, 400)


def test_one_that_is_kept_stays_as_it_is_and_none_is_none() -> None:
    kept = read_photo(picture())

    assert read_photo(kept) == kept
    assert read_photo("") == read_photo(b"") == ""


@pytest.mark.parametrize(
    "content",
    [
        b"no image",
        b"\x00" * 1_000,
        picture("JPEG")[:300],
        picture("PNG")[:3_000],
        b"\xff\xd8\xff\xe0" + b"\xff" * 500,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        png(0, 0),
        png(200, 200, b"too few"),
        "not base64",
        base64.b64encode(b"no image").decode(),
        base64.b64encode(b"\xff\xd8 no image").decode(),
    ],
    ids=range(12),
)
def test_what_is_no_image_is_refused_in_words(content: bytes | str) -> None:
    with pytest.raises(UserError, match="no image that can be read"):
        read_photo(content)


@pytest.mark.parametrize("content", [png(60_000, 60_000), png(9_000, 6_000), b"\x00" * (MOST_BYTES + 1)], ids=range(3))
def test_an_image_that_would_fill_the_memory_is_refused_unread(content: bytes) -> None:
    with pytest.raises(UserError, match="too large"):
        read_photo(content)
