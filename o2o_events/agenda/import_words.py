"""What an import of the agenda changes, in words (pure)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from o2o_events.agenda import roles, session_types
from o2o_events.agenda.import_plan import AgendaPlan, FieldChange
from o2o_events.agenda.programme import text_in
from o2o_events.i18n import _, language, pgettext

_LONGEST = 160


def kind_words(kind: str) -> str:
    """What comes of a session."""
    words = {
        "created": _("New"),
        "updated": _("Changed"),
        "moved": _("Moved"),
        "withdrawn": _("Cancelled"),
        "unchanged": _("Unchanged"),
    }
    return words[kind]


def field_words(name: str) -> str:
    words = {
        "type": _("Type"),
        "title": pgettext("session", "Title"),
        "abstract": _("Abstract"),
        "track": _("Track"),
        "language": _("Language"),
        "expected": _("Expected people"),
        "state": _("State"),
        "starts_at": _("Start"),
        "minutes": _("Minutes"),
        "room": _("Room"),
        "slots": _("Slots"),
        "appearances": _("Who takes part"),
        "extra": _("What other programs said"),
    }
    return words.get(name, name)


def change_words(plan: AgendaPlan, change: FieldChange) -> tuple[str, str]:
    """What a field is and what it would be, as people read them."""
    if change.field in ("title", "abstract"):
        tags = {*change.old, *change.new}
        tag = next((t for t in (language(), *sorted(tags)) if change.old.get(t, "") != change.new.get(t, "")), None)
        return tuple(_cut(text.get(tag, "") if tag else text_in(text)) for text in (change.old, change.new))  # type: ignore[return-value]  # two
    return _value(plan, change.field, change.old), _value(plan, change.field, change.new)


def _value(plan: AgendaPlan, name: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, datetime):
        return f"{value.astimezone(ZoneInfo(plan.timezone)):%Y-%m-%d %H:%M}"
    if name == "room":
        return plan.names.get(value, value)
    if name == "type":
        return session_types.label(value)
    if name == "state":
        return _("Cancelled") if value == "cancelled" else _("Planned")
    if name == "appearances":
        return _cut("; ".join(f"{plan.names.get(speaker, speaker)} ({roles.label(role)})" for speaker, role in value))
    if name == "slots":
        return _cut("; ".join(_slot(slot) for slot in value))
    if name == "extra":
        return "…"
    return _cut(str(value))


def _slot(slot: Mapping[str, Any]) -> str:
    return _("{title} ({minutes} min)").format(title=text_in(slot["title"]), minutes=slot["minutes"])


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
