"""What a field of a register may hold, whoever enters it (pure)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from o2o_events.errors import UserError
from o2o_events.i18n import LANGUAGES, _, speaking
from o2o_events.registers.economies import find_economy
from o2o_events.registers.events import Event
from o2o_events.registers.register import Field, Register
from o2o_events.registers.texts import LONGEST_TEXT, read_line, read_text
from o2o_events.text import clean, clean_lines, fold

MOST = 1_000_000_000_000
"""A number beyond this is a slip of the finger."""


def read_values(register: Register[Any], before: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they are kept. Raises ``UserError`` for a field that there is none of, and for what cannot be."""
    known = {field.name: field for field in register.fields}
    if unknown := sorted(set(values) - set(known)):
        raise UserError(
            _("“{field}” is not a field of it. Give one of: {fields}.").format(
                field=unknown[0], fields=", ".join(sorted(known))
            )
        )
    return {name: read_value(known[name], value, before.get(name)) for name, value in values.items()}


def check_required(register: Register[Any], values: Mapping[str, Any]) -> None:
    """Raises ``UserError`` where something that must be stated is not."""
    for field in register.fields:
        if field.is_required and values.get(field.name) in (None, "", {}, ()):
            raise UserError(
                _("“{field}” is missing. Fill it in; without it this cannot be kept.").format(field=field.heading())
            )


def read_value(field: Field, value: Any, before: Any = None) -> Any:
    """One value as it is kept. Raises ``UserError`` where it cannot be."""
    match field.kind:
        case "localized":
            return read_text(value, before=before, lines=field.is_long)
        case "line":
            return read_line(value or "")
        case "lines":
            return _read_lines(value or "")
        case "economy":
            return _read_economy(field, value)
        case "choice":
            return _read_choice(field, value or "")
        case "date":
            return _read_date(value)
        case "number":
            return _read_number(field, value)
        case "events":
            return tuple(sorted(set(value or ())))
    return getattr(value, "id", value) or field.empty


def _read_lines(text: str) -> str:
    kept = clean_lines(text)
    if len(kept) > LONGEST_TEXT:
        raise UserError(
            _("“{text}…” is too long: {length} characters. Shorten it to {most}.").format(
                text=kept[:40], length=len(kept), most=LONGEST_TEXT
            )
        )
    return kept


def _read_economy(field: Field, text: str | None) -> str | None:
    written = clean(text or "")
    if not written:
        return None
    found = find_economy(written)
    if found is None:
        raise UserError(
            _("“{text}” is no APEC economy or affiliation. Give its name or code, such as Viet Nam or VN.").format(
                text=written
            )
        )
    if field.is_member and not found.is_member:
        raise UserError(
            _("“{text}” is not one of the 21 member economies. Give one of them, such as Viet Nam or VN.").format(
                text=found.name
            )
        )
    return found.code


def _read_choice(field: Field, text: str) -> str:
    written = clean(text)
    found = find_choice(field, written)
    if found is None:
        words = field.choices() if field.choices else {}
        raise UserError(
            _("“{text}” is not known as “{field}”. Give one of: {words}.").format(
                text=written, field=field.heading(), words="; ".join(f"{word} ({code})" for code, word in words.items())
            )
        )
    return found


def find_choice(field: Field, text: str) -> str | None:
    """The code of a choice written as its code or its word in any of our languages; "" for nothing."""
    if not text or field.choices is None:
        return text if not text else None
    key = fold(text)
    for tag in LANGUAGES:
        with speaking(tag):
            for code, words in field.choices().items():
                if key in (fold(code), fold(words)):
                    return code
    return None


def _read_date(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value is None:
        return value
    written = clean(str(value))
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UserError(_("“{text}” is not a day. Write it like 2016-03-17.").format(text=written)) from error


def _read_number(field: Field, value: Any) -> int | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        number = value if isinstance(value, int) else int(clean(str(value)))
    except ValueError as error:
        raise UserError(_("“{text}” is not a whole number. Write it like 1240.").format(text=value)) from error
    if not field.least <= number <= MOST:
        raise UserError(
            _("{number} cannot be. Give a number from {least} to {most}.").format(
                number=number, least=field.least, most=MOST
            )
        )
    return number


def find_event(text: str, events: Iterable[Event]) -> Event | None:
    """The event that a text names by id, code or name in any language."""
    key = fold(clean(text))
    return next((e for e in events if key in {fold(e.id), fold(e.code), *map(fold, e.name.values())}), None)
