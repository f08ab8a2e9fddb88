"""A programme as one text: canonical JSON, compressed, in base64; and back (pure)."""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any, TypeVar

from o2o_events.agenda.programme import AgendaSession, Appearance, Programme, Room, Slot, Speaker
from o2o_events.db.columns import to_json
from o2o_events.errors import UserError
from o2o_events.i18n import _

FORMAT = 1
MOST_BYTES = 100_000_000
"""Of JSON: more than any programme has; what unpacks to more is damaged or hostile."""
T = TypeVar("T", Room, Slot, Appearance)


def pack(programme: Programme) -> str:
    """The whole programme, photographs apart: they do not change what takes place when."""
    plain = asdict(programme)
    for speaker in plain["speakers"]:
        speaker["photo"] = ""
    text = to_json({"format": FORMAT} | _plain(plain))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def unpack(content: str) -> Programme:
    """The programme that was packed. Raises ``UserError`` where the text is damaged."""
    try:
        inflate = zlib.decompressobj()
        text = inflate.decompress(base64.b64decode(content, validate=True), MOST_BYTES)
        if not inflate.eof:
            raise ValueError("too long, or cut")
        return _programme(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, zlib.error, RecursionError) as error:
        raise UserError(_("This released agenda is damaged and cannot be read. Release the agenda again.")) from error


def _programme(plain: Mapping[str, Any]) -> Programme:
    return Programme(
        event=plain["event"],
        timezone=plain["timezone"],
        days=tuple(map(date.fromisoformat, plain["days"])),
        rooms=tuple(_make(Room, room) for room in plain["rooms"]),
        speakers=tuple(map(_speaker, plain["speakers"])),
        sessions=tuple(map(_session, plain["sessions"])),
    )


def _speaker(plain: Mapping[str, Any]) -> Speaker:
    available = plain["available"]
    return Speaker(
        **_known(Speaker, plain)
        | {
            "available": None
            if available is None
            else tuple((datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in available)
        }
    )


def _session(plain: Mapping[str, Any]) -> AgendaSession:
    starts_at = plain["starts_at"]
    return AgendaSession(
        **_known(AgendaSession, plain)
        | {
            "starts_at": None if starts_at is None else datetime.fromisoformat(starts_at),
            "slots": tuple(_make(Slot, slot) for slot in plain["slots"]),
            "appearances": tuple(_make(Appearance, part) for part in plain["appearances"]),
        }
    )


def _make(shape: type[T], plain: Mapping[str, Any]) -> T:
    return shape(**_known(shape, plain))


def _known(shape: Any, plain: Mapping[str, Any]) -> dict[str, Any]:
    """Fields that this version knows; a later one may have written more."""
    names = {field.name for field in fields(shape)}
    return {name: value for name, value in plain.items() if name in names}
