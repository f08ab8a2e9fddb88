"""A best practice as JSON."""

from collections.abc import Mapping
from typing import Any

from o2o_events.db.transaction import Tx
from o2o_events.registers.events import Event, list_events
from o2o_events.registers.practices import Practice, course


def practice_row(tx: Tx, practice: Practice, events: Mapping[str, Event] | None = None) -> dict[str, Any]:
    """Texts in the present language, and in all of theirs; ``course`` is what happened to it, in words."""
    events = {event.id: event for event in list_events(tx)} if events is None else events
    return {
        "practice": practice.id,
        "number": practice.source_ref,
        "title": practice.label,
        "titles": practice.title,
        "company": practice.company,
        "economy": practice.economy_name,
        "o2o_model": practice.o2o_model,
        "summary": practice.summary_text,
        "summaries": practice.summary or {},
        "women_led": practice.is_women_led,
        "women_led_rule": practice.women_led_rule,
        "youth_led": practice.is_youth_led,
        "youth_led_rule": practice.youth_led_rule,
        "nominated_by": practice.nominated_by,
        "status": practice.status,
        "presented_at": sorted(events[event].code for event in practice.presented_at if event in events),
        "selected": practice.is_selected,
        "in_guidebook": practice.in_guidebook,
        "files": practice.attachments,
        "course": course(practice, events),
    }
