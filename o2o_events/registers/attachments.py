"""Files attached to records: kept in parts beside them, so that they travel along and come back identical."""

import base64
import hashlib
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from o2o_events.db.models import AttachmentPartRow, AttachmentRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.text import clean

MOST_BYTES = 20 << 20
_PART = 256 << 10
_LONGEST_NAME = 120
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Attachment:
    """An attached file: ``subject`` is its record's table and ``record`` its id; ``size`` in bytes."""

    id: str
    subject: str
    record: str
    name: str
    media_type: str
    size: int
    sha256: str


def safe_name(name: str) -> str:
    """A name that every system can keep a file under, without folders, whatever was given for one."""
    last = re.split(r"[/\\]", name)[-1]
    name = _FORBIDDEN.sub("_", clean(last)).strip(" .") or "file"
    if _DEVICES.match(name):
        name = f"_{name}"
    if len(name) > _LONGEST_NAME:
        stem, dot, ending = name.rpartition(".")
        ending = f".{ending}" if dot and len(ending) <= 10 else ""
        name = (stem if ending else name)[: _LONGEST_NAME - len(ending)].rstrip(" .") + ending
    return name


def read_attachable(path: Path) -> bytes:
    """A file's content. Raises ``UserError`` where it cannot be read, is empty or too large to attach."""
    try:
        if path.is_dir():
            raise UserError(_("“{file}” is a folder. Choose a file in it.").format(file=path.name))
        if path.stat().st_size > MOST_BYTES:
            raise UserError(_too_large(path.name, path.stat().st_size))
        return path.read_bytes()
    except OSError as error:
        raise UserError(_("“{file}” cannot be read. Check its name and permissions.").format(file=path)) from error


def attach_file(tx: Tx, *, subject: str, record: str, name: str, content: bytes) -> Attachment:
    """Attaches a file to a record; the same content is not attached to it twice.

    Raises ``UserError`` where it is empty or too large.
    """
    name = safe_name(name)
    if not content:
        raise UserError(_("“{file}” is empty. Choose another file.").format(file=name))
    if len(content) > MOST_BYTES:
        raise UserError(_too_large(name, len(content)))
    digest = hashlib.sha256(content).hexdigest()
    for known in list_attachments(tx, subject, record):
        if known.sha256 == digest:
            return known
    row = AttachmentRow(
        id=new_id(),
        subject=subject,
        record=record,
        name=name,
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        size=len(content),
        sha256=digest,
    )
    tx.add(row)
    tx.flush()
    tx.add_all(
        AttachmentPartRow(id=new_id(), attachment=row.id, position=position, content=part)
        for position, part in enumerate(_parts(content))
    )
    tx.flush()
    return _from_row(row)


def _parts(content: bytes) -> Iterator[str]:
    for start in range(0, len(content), _PART):
        yield base64.b64encode(content[start : start + _PART]).decode("ascii")


def _too_large(name: str, size: int) -> str:
    return _("“{file}” has {size} MB; at most {most} MB can be attached. Make it smaller, or link to it.").format(
        file=name, size=-(-size // (1 << 20)), most=MOST_BYTES >> 20
    )


def list_attachments(tx: Tx, subject: str, record: str) -> list[Attachment]:
    """The files of a record, in the order they were attached."""
    c = AttachmentRow
    rows = tx.scalars(select(c).where(c.subject == subject, c.record == record, ~c.deleted).order_by(c.id))
    return [_from_row(row) for row in rows]


def get_attachment(tx: Tx, attachment: str) -> Attachment:
    """The file with this id. Raises ``UserError`` where there is none."""
    return _from_row(_find(tx, attachment))


def read_attachment(tx: Tx, attachment: str) -> bytes:
    """A file's content, exactly as it was attached. Raises ``UserError`` where it is not whole here."""
    row = _find(tx, attachment)
    c = AttachmentPartRow
    parts = tx.scalars(select(c.content).where(c.attachment == row.id, ~c.deleted).order_by(c.position, c.id))
    try:
        content = b"".join(base64.b64decode(part, validate=True) for part in parts)
    except ValueError:
        content = b""
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise UserError(
            _("“{file}” has not come to this desk whole. Exchange with the others again, then try again.").format(
                file=row.name
            )
        )
    return content


def remove_attachment(tx: Tx, *, attachment: str) -> None:
    """Takes a file off its record."""
    _find(tx, attachment).deleted = True
    tx.flush()


def _find(tx: Tx, attachment: str) -> AttachmentRow:
    row = tx.get(AttachmentRow, attachment)
    if row is None or row.deleted:
        raise UserError(_("This file is no longer attached. Look at the list again."))
    return row


def _from_row(row: AttachmentRow) -> Attachment:
    return Attachment(row.id, row.subject, row.record, safe_name(row.name), row.media_type, row.size, row.sha256)
