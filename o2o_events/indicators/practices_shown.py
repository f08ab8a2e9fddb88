"""Which events showed which practices."""

from o2o_events.indicators.reading import Reading


def shown_at(reading: Reading) -> dict[str, list[str]]:
    """Practice -> ids of the events that showed it, by their first day.

    Marked so in the register, or in a slot of a session that was not cancelled and has begun.
    """
    marked = {practice.id: set(practice.presented_at) for practice in reading.practices}
    for event in reading.every_event:
        for practice in slotted(reading, event.id, only_begun=True):
            marked.setdefault(practice, set()).add(event.id)
    order = [event.id for event in reading.every_event]
    return {practice: [event for event in order if event in at] for practice, at in marked.items()}


def slotted(reading: Reading, event: str, *, only_begun: bool = False) -> dict[str, list[str]]:
    """Practice -> the ids of its slots in an event's programme, cancelled sessions aside."""
    now = reading.tx.now()
    found: dict[str, list[str]] = {}
    of_event = next((e for e in reading.every_event if e.id == event), None)
    if of_event is None:
        return found
    for session in reading.programme(of_event).sessions:
        if session.is_cancelled or (only_begun and (session.starts_at is None or session.starts_at > now)):
            continue
        for slot in session.slots:
            if slot.practice is not None:
                found.setdefault(slot.practice, []).append(slot.id)
    return found
