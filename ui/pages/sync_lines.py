"""The sync page's sentences, and the disagreements as it shows them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from o2o_events.checkin.doubles import accept_double_admission, find_double_admissions, settle_double_person
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _, ngettext
from o2o_events.people.arriving import index_arrivals
from o2o_events.people.disputed import disputed_name
from o2o_events.people.doubles import find_doubles
from o2o_events.registers.economies import economy_name
from o2o_events.registers.events import Event
from o2o_events.replication.conflicts import FieldConflict, Side, list_field_conflicts, settle_field
from o2o_events.replication.exchange import Received
from o2o_events.replication.standing import Standing
from ui.messages import checkpoint_words, gender_words, import_field_words, status_words, yes_no_words


@dataclass(frozen=True)
class Option:
    """One way to settle: what is chosen, and its words with where they come from."""

    choice: str
    words: str
    source: str


@dataclass(frozen=True)
class Dispute:
    """One disagreement: whom it is about, what, and the ways to settle it."""

    id: str
    kind: Literal["field", "person", "badge"]
    name: str
    what: str
    options: tuple[Option, ...]


def read_disputes(tx: Tx, event: Event | None) -> list[Dispute]:
    """Everything that a person has to settle."""
    found = [_of_field(tx, conflict, event) for conflict in list_field_conflicts(tx)]
    for double in find_doubles(tx):
        what = _("One person, or two? “{one}” ({one_mail}) and “{other}” ({other_mail})").format(
            one=double.name, one_mail=double.email or "–", other=double.other_name, other_mail=double.other_email or "–"
        )
        options = (Option("same", _("The same person"), ""), Option("different", _("Two persons"), ""))
        found.append(Dispute(double.id, "person", double.name, what, options))
    for twice in find_double_admissions(tx):
        what = _("Let in twice at {checkpoint}: {first} and {again}").format(
            checkpoint=checkpoint_words(twice.checkpoint),
            first=_source(twice.first_desk, twice.first_at, event),
            again=_source(twice.again_desk, twice.again_at, event),
        )
        found.append(Dispute(twice.id, "badge", twice.name, what, (Option("seen", _("Looked into"), ""),)))
    return found


def settle(tx: Tx, dispute: Dispute, choice: str, operator: str) -> None:
    """Writes the decision, so that it travels to every desk."""
    if dispute.kind == "field":
        settle_field(tx, conflict=dispute.id, choice=choice, operator=operator, arrived=index_arrivals)
    elif dispute.kind == "person":
        settle_double_person(tx, conflict=dispute.id, is_same=choice == "same", operator=operator)
    else:
        accept_double_admission(tx, conflict=dispute.id, operator=operator)


def _of_field(tx: Tx, conflict: FieldConflict, event: Event | None) -> Dispute:
    def option(choice: str, side: Side) -> Option:
        return Option(choice, value_words(conflict.field, side.value), _source(side.desk, side.at, event))

    options = (option("kept", conflict.kept), option("other", conflict.other))
    return Dispute(conflict.id, "field", disputed_name(tx, conflict), import_field_words(conflict.field), options)


def value_words(field: str, value: str | int | None) -> str:
    """A field's value as people say it."""
    if value in (None, ""):
        return _("(empty)")
    text = str(value)
    if field == "economy":
        return economy_name(text) or text
    if field in ("is_funded", "needs_attention", "deleted"):
        return _("Yes") if value else _("No")
    by_field = {"status": status_words, "gender": gender_words, "age_35_or_under": yes_no_words}
    return by_field[field](text) if field in by_field else text


def _source(desk: str, at: datetime, event: Event | None) -> str:
    return _("{desk}, {time}").format(desk=desk, time=moment_words(at, event))


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
    )
    return words.format(n=n)


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
    minutes = round(abs(skew) / 60_000_000)
    if skew > 0:
        words = _("The clock of {name} is {minutes} minutes ahead of this one. Set the one that is wrong.")
    else:
        words = _("The clock of {name} is {minutes} minutes behind this one. Set the one that is wrong.")
    return words.format(name=name, minutes=minutes)


def _offset(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
