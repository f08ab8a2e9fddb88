"""The sync page's sentences: what is waiting, what a file brought, clocks."""

from datetime import datetime, timedelta

from o2o_events.i18n import _, ngettext
from o2o_events.registers.events import Event
from o2o_events.replication.exchange import Received
from o2o_events.replication.standing import Standing


def moment_words(moment: datetime | None, event: Event | None) -> str:
    """A moment in the venue's time, or that it never was."""
    if moment is None:
        return _("Never met")
    return (event.local(moment) if event else moment.astimezone()).strftime("%Y-%m-%d %H:%M")


def waiting_words(standing: Standing) -> str:
    """What only this desk has, as far as it knows."""
    n = standing.waiting
    if standing.hub_met_at is None:
        words = ngettext(
            "{n} entry of this desk was never handed to a hub. Export it, or connect to the hub.",
            "{n} entries of this desk were never handed to a hub. Export them, or connect to the hub.",
            n,
        )
        return words.format(n=n) if n else _("Nothing is waiting to be handed over.")
    if not n:
        return _("Nothing is waiting: the hub has everything of this desk.")
    words = ngettext(
        "{n} entry is waiting to be handed over to the hub.", "{n} entries are waiting to be handed over to the hub.", n
    ).format(n=n)
    changes = standing.waiting_records
    if not changes:
        return words
    of_these = ngettext("{n} of these is a change of a record.", "{n} of these are changes of records.", changes)
    return f"{words} {of_these.format(n=changes)}"


def received_words(file: str, received: Received) -> str:
    """What a file brought, in sentences."""
    words = [
        _("“{file}” is in.").format(file=file),
        _("New or changed: {n}.").format(n=received.received),
        _("Known already: {n}.").format(n=received.unchanged),
    ]
    if received.conflicts:
        words.append(_("To settle: {n}.").format(n=received.conflicts))
    if received.quarantined:
        words.append(_("Set aside because they cannot be read: {n}.").format(n=received.quarantined))
    words += [
        _("Held back: what comes from desk “{desk}” ({reason}).").format(desk=desk, reason=reason)
        for desk, reason in received.held.items()
    ]
    return " ".join([*words, received.problem] if received.problem else words)


def clock_words(standing: Standing, event: Event | None, now: datetime) -> list[str]:
    """What is wrong with clocks: other desks', the hub's, and this laptop's time zone."""
    off = [(d.name, d.skew or 0) for d in standing.desks if d.is_clock_off]
    if standing.is_hub_clock_off:
        off.append((_("the hub"), standing.hub_skew or 0))
    words = [_skew_words(name, skew) for name, skew in off]
    here = now.astimezone().utcoffset() or timedelta()
    there = event.local(now).utcoffset() if event else None
    if event is not None and there is not None and there != here:
        zone = _("This computer’s time zone (UTC{here}) is not that of {venue} (UTC{there}). Times are the venue’s.")
        words.append(zone.format(here=_offset(here), there=_offset(there), venue=event.venue))
    return words


def _skew_words(name: str, skew: int) -> str:
    if skew > 0:
        words = _("The clock of {name} is {time} ahead of this one. Set the one that is wrong.")
    else:
        words = _("The clock of {name} is {time} behind this one. Set the one that is wrong.")
    return words.format(name=name, time=_span_words(abs(skew) // 1_000_000))


def _span_words(seconds: int) -> str:
    """A span of time in the one unit that is enough."""
    minutes, hours, days = round(seconds / 60), round(seconds / 3600), round(seconds / 86400)
    if minutes < 120:
        return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    if hours < 48:
        return ngettext("{n} hour", "{n} hours", hours).format(n=hours)
    return ngettext("{n} day", "{n} days", days).format(n=days)


def _offset(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
