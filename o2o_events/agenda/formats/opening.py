"""A file's bytes and text, or a plain sentence about why it is none of ours (no database)."""

from pathlib import Path

from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people import encodings

MOST_BYTES = 50 << 20
_NO_PROGRAMMES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"SQLite format 3\x00",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x1f\x8b",
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_bytes(path: Path) -> bytes:
    """The content. Raises ``UserError`` for what cannot be read, is empty, far too large or clearly no programme."""
    try:
        if path.is_dir():
            raise UserError(_("“{file}” is a folder. Choose a file in it.").format(file=path.name))
        if path.stat().st_size > MOST_BYTES:
            raise UserError(
                _("“{file}” is far too large for a programme ({size} MB). Check the file.").format(
                    file=path.name, size=path.stat().st_size >> 20
                )
            )
        data = path.read_bytes()
    except OSError as error:
        raise UserError(_("“{file}” cannot be read. Check its name and permissions.").format(file=path)) from error
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise UserError(_("“{file}” is empty. Export the programme again, then import it.").format(file=path.name))
    if data.startswith(_OLD_OFFICE):
        raise UserError(
            _("“{file}” is in an old Excel format or has a password. Save it as XLSX, then import it.").format(
                file=path.name
            )
        )
    if data.startswith(_NO_PROGRAMMES):
        raise UserError(no_programme(path.name))
    return data


def no_programme(name: str) -> str:
    return _(
        "“{file}” is no programme that can be imported. Give a schedule as XML or JSON (frab, pretalx), an iCalendar"
        " file, or a table (XLSX, CSV)."
    ).format(file=name)


def decode(data: bytes, economy: str | None, wanted: str | None) -> tuple[str, str]:
    """The text and its encoding, found out unless one is wanted. Raises ``UserError`` for one that there is not."""
    encoding = wanted or encodings.guess_encoding(data, economy).encoding
    try:
        return encodings.decode(data, encoding), encoding
    except (LookupError, ValueError) as error:
        raise UserError(
            _("There is no encoding “{encoding}”. Give one such as utf-8, cp1258, big5 or cp1252.").format(
                encoding=encoding
            )
        ) from error
