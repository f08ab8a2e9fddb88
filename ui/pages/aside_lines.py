"""What was set aside, in sentences: what it is, why it could not go in, what to do about it."""

import json
from dataclasses import dataclass

from o2o_events.db.transaction import Tx
from o2o_events.i18n import _, pgettext
from o2o_events.registers.events import Event
from o2o_events.replication import verifying
from o2o_events.replication.quarantine import Quarantined, list_quarantine
from o2o_events.replication.standing import read_standing
from ui.messages import import_field_words
from ui.pages.sync_lines import moment_words


@dataclass(frozen=True)
class Aside:
    """One thing that was set aside, as it is shown."""

    what: str
    source: str
    reason: str
    advice: str


def read_aside(tx: Tx, event: Event | None) -> list[Aside]:
    """Everything that was set aside, the latest first."""
    found = list_quarantine(tx)
    desks = {desk.id: desk.name for desk in read_standing(tx).desks} if found else {}
    people = {one.record: _name_in(one.content) for one in found if one.subject == "person"}
    return [_aside(one, desks, people, event) for one in found]


def _aside(found: Quarantined, desks: dict[str, str], people: dict[str, str], event: Event | None) -> Aside:
    source = _("From {source}, {time}").format(source=found.source_name, time=moment_words(found.found_at, event))
    if found.subject == "fact":
        desk = desks.get(found.record, found.record)
        what = _("What desk “{desk}” wrote, from its entry {n} on").format(desk=desk, n=found.content)
        return Aside(what, source, *_chain_words(found.reason, desk))
    return Aside(_record_words(found, people), source, *_row_words(found))


def _record_words(found: Quarantined, people: dict[str, str]) -> str:
    """The record by its kind, and by its name where that can be read."""
    kind = _kind_words(found.subject)
    name = _name_in(found.content) or people.get(_value_in(found.content, "person")) or found.record
    return f"{kind}: {name}"


def _kind_words(table: str) -> str:
    kinds = {
        "person": pgettext("record", "Person"),
        "registration": pgettext("record", "Registration"),
        "need": pgettext("record", "Needs"),
        "badge": pgettext("record", "Badge"),
        "event": pgettext("record", "Event"),
        "category": pgettext("record", "Category"),
        "checkpoint": pgettext("record", "Checkpoint"),
        "desk": pgettext("record", "Desk"),
        "conflict": pgettext("record", "Disagreement"),
    }
    return kinds.get(table, table)


def _value_in(content: str, key: str) -> str:
    try:
        return str(json.loads(content).get(key, ""))
    except (AttributeError, ValueError, RecursionError):
        return ""


def _name_in(content: str) -> str:
    try:
        row = json.loads(content)
        names = [row.get(key) for key in ("printed_name", "family_name", "name", "code", "source_ref")]
    except (AttributeError, ValueError, RecursionError):
        return ""
    return next((name.strip()[:120] for name in names if isinstance(name, str) and name.strip()), "")


def _row_words(found: Quarantined) -> tuple[str, str]:
    column, separator, reason = found.reason.partition(": ")
    if separator and reason == "unknown here":
        words = _("It belongs to something that has not come here yet ({field}).").format(field=_kind_words(column))
        return words, _("Nothing to do: it goes in by itself as soon as that comes. Meet the other desks once more.")
    if column == "stamps":
        return _("Its history of changes cannot be read."), _("Tell the organiser. What is here stays as it is.")
    if separator and column.isidentifier():
        words = _("The field “{field}” holds what cannot be kept.").format(field=import_field_words(column))
        return words, _("Correct this field at {source}, then meet again.").format(source=found.source_name)
    words = _("It does not fit to what is here ({reason}).").format(reason=found.reason[:200])
    return words, _("Correct it at {source}, then meet again; if it stays, tell the organiser.").format(
        source=found.source_name
    )


def _chain_words(reason: str, desk: str) -> tuple[str, str]:
    from_desk = _("Meet desk “{desk}” itself, or bring in a file that it exported.").format(desk=desk)
    organiser = _("Keep the file, and tell the organiser: somebody or something has changed what was recorded.")
    known = {
        verifying.MISSING: (_("Some of its entries are missing in between."), from_desk),
        verifying.END_MISSING: (_("The last of its entries are missing."), from_desk),
        verifying.CHANGED: (_("An entry was changed after it was written."), f"{organiser} {from_desk}"),
        verifying.UNREADABLE: (_("An entry cannot be read."), from_desk),
        verifying.OTHER_HISTORY: (
            _("It has written something else here: two laptops may be working as the same desk."),
            _("Keep both files, and tell the organiser. Set up a second laptop from a desk’s export, not from a copy."),
        ),
    }
    return known.get(reason, (reason, from_desk))
