"""A register as a table: its columns, what heads them in any of our languages, and what cells say (pure)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from o2o_events.i18n import LANGUAGES, _, language, speaking
from o2o_events.registers.economies import economy_name
from o2o_events.registers.practices import in_present_language
from o2o_events.registers.register import Field, Names, Register
from o2o_events.text import fold, words

_TAGGED = re.compile(r"^(?P<words>.*?)[\s_]*[\[(（](?P<tag>[^)\]）]+)[)\]）]\s*$")
_UNDERSCORED = re.compile(r"^(?P<words>\w+)_(?P<tag>[A-Za-z]{2,3}(?:[-_]\w+)?)$")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
RECORD = Field("id", lambda: _("Record"), "line", also="id; record id")
"""The column that tells which record a row is."""


@dataclass(frozen=True)
class RegisterColumn:
    """A field; of a text in several languages, in the language ``tag``."""

    field: Field
    tag: str | None = None

    @property
    def heading(self) -> str:
        """In the present language."""
        heading = self.field.heading()
        return heading if self.tag is None else f"{heading} ({LANGUAGES.get(self.tag, self.tag)})"


def columns_of(register: Register[Any], entries: Iterable[Any]) -> list[RegisterColumn]:
    """All columns; texts in every language that one of the records has, the present one first."""
    listed = list(entries)
    columns = [RegisterColumn(RECORD)]
    for field in register.fields:
        if field.kind != "localized":
            columns.append(RegisterColumn(field))
            continue
        used = {tag for entry in listed for tag in getattr(entry, field.name)}
        order = dict.fromkeys([language(), *LANGUAGES, *sorted(used)])
        columns += [RegisterColumn(field, tag) for tag in order if tag in used or tag == language()]
    return columns


def cell_of(entry: Any, column: RegisterColumn, names: Names) -> str:
    """What a record has in a column, in the present language; nothing where it is not stated."""
    field = column.field
    value = getattr(entry, field.name)
    match field.kind:
        case "localized":
            return in_present_language(value) if column.tag is None else str(value.get(column.tag, ""))
        case "economy":
            return economy_name(value)
        case "choice":
            return field.words_of(value)
        case "date":
            return value.isoformat() if value else ""
        case "event":
            return names.event_code(value)
        case "events":
            return "; ".join(sorted(filter(None, map(names.event_code, value))))
        case "record":
            return names.record(field.target.name, value) if field.target else ""
    return "" if value is None else str(value)


def has_words(register: Register[Any], entry: Any, names: Names, text: str) -> bool:
    """Whether all words of a text stand somewhere in a record, in any of its languages."""
    sought = words(fold(text))
    if not sought:
        return True
    texts: list[str] = []
    for field in register.fields:
        value = getattr(entry, field.name)
        texts += value.values() if field.kind == "localized" else [cell_of(entry, RegisterColumn(field), names)]
    folded = fold(" ".join(texts))
    return all(word in folded for word in sought)


def find_column(register: Register[Any], heading: str) -> RegisterColumn | None:
    """The column that a heading names, in any of our languages; "Title (Tiếng Việt)" and "title_vi" name a language."""
    known = _known(register)
    if (field := known.get(_key(heading))) is not None:
        return RegisterColumn(field)
    match = _TAGGED.match(heading) or _UNDERSCORED.match(heading.strip())
    field = known.get(_key(match["words"])) if match else None
    if field is None or match is None:
        return None
    return RegisterColumn(field, _language_tag(match["tag"]) if field.kind == "localized" else None)


def _language_tag(text: str) -> str | None:
    """A language by its own name or its tag; None for words that are no language, such as "max. 200 words"."""
    key = text.strip().replace("_", "-")
    for tag, name in LANGUAGES.items():
        if fold(key) in (fold(tag), fold(name)):
            return tag
    return key if _TAG.fullmatch(key) else None


@cache
def _known(register: Register[Any]) -> dict[str, Field]:
    known = {_key(RECORD.name): RECORD}
    for field in register.fields:
        known.setdefault(_key(field.name), field)
    for tag in LANGUAGES:
        with speaking(tag):
            for field in (RECORD, *register.fields):
                known.setdefault(_key(field.heading()), field)
    for field in (RECORD, *register.fields):
        for word in field.also.split(";"):
            if key := _key(word):
                known.setdefault(key, field)
    return known


def _key(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())
