"""Disagreements as the sync page shows them, and writing what was decided."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from o2o_events.checkin.doubles import accept_double_admission, find_double_admissions, settle_double_person
from o2o_events.clock import from_microseconds
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _, pgettext
from o2o_events.people.arriving import index_arrivals
from o2o_events.people.disputed import disputed_name, value_in_words
from o2o_events.people.doubles import find_doubles
from o2o_events.registers.events import Event
from o2o_events.replication.conflicts import FieldConflict, Side, list_field_conflicts, settle_field
from o2o_events.replication.merging import Value
from o2o_events.replication.tables import record_tables
from ui.messages import checkpoint_words, gender_words, import_field_words, status_words, yes_no_words
from ui.pages.sync_lines import moment_words


@dataclass(frozen=True)
class Option:
    """One way to settle: what is chosen, its words, where they come from; ``warning``: what cannot be taken back."""

    choice: str
    words: str
    source: str = ""
    warning: str = ""


@dataclass(frozen=True)
class Dispute:
    """One disagreement: whom it is about, what, and the ways to settle it."""

    id: str
    kind: Literal["field", "person", "badge"]
    name: str
    what: str
    options: tuple[Option, ...]

    def may_change(self, choice: str) -> bool:
        """Whether what was chosen may still be chosen otherwise."""
        return len(self.options) > 1 and not any(o.warning for o in self.options if o.choice == choice)


def read_disputes(tx: Tx, event: Event | None) -> list[Dispute]:
    """Everything that a person has to settle."""
    found = [_of_field(tx, conflict, event) for conflict in list_field_conflicts(tx)]
    for double in find_doubles(tx):
        what = _("One person, or two? “{one}” ({one_mail}) and “{other}” ({other_mail})").format(
            one=double.name, one_mail=double.email or "–", other=double.other_name, other_mail=double.other_email or "–"
        )
        same = Option("same", _("The same person"), "", _one_of_two(double.name, double.other_name))
        options = (same, Option("different", _("Two persons")))
        found.append(Dispute(double.id, "person", double.name, what, options))
    for twice in find_double_admissions(tx):
        what = _("Let in twice at {checkpoint}: {first} and {again}").format(
            checkpoint=f"{twice.event}, {checkpoint_words(twice.checkpoint)}",
            first=_source(twice.first_desk, twice.first_at, event),
            again=_source(twice.again_desk, twice.again_at, event),
        )
        options = (Option("seen", _("Looked into")),)
        found.append(Dispute(twice.id, "badge", twice.name, what, options))
    return found


def settle(tx: Tx, dispute: Dispute, choice: str, operator: str) -> None:
    """Writes the decision, so that it travels to every desk; a later one takes the place of an earlier one."""
    if dispute.kind == "field":
        settle_field(tx, conflict=dispute.id, choice=choice, operator=operator, arrived=index_arrivals)
    elif dispute.kind == "person":
        settle_double_person(tx, conflict=dispute.id, is_same=choice == "same", operator=operator)
    else:
        accept_double_admission(tx, conflict=dispute.id, operator=operator)


def _one_of_two(one: str, other: str) -> str:
    words = _(
        "“{one}” and “{other}” become one person. Where both are registered, the registration that was let in first "
        "stays; the other is withdrawn and its badge is revoked. This cannot be taken back."
    )
    return words.format(one=one, other=other)


def _of_field(tx: Tx, conflict: FieldConflict, event: Event | None) -> Dispute:
    def option(choice: str, side: Side) -> Option:
        where = f"{side.desk}, {side.by}" if side.by else side.desk
        return Option(choice, _value_words(tx, conflict, side.value, event), _source(where, side.at, event))

    options = (option("kept", conflict.kept), option("other", conflict.other))
    return Dispute(conflict.id, "field", disputed_name(tx, conflict), field_words(conflict), options)


def field_words(conflict: FieldConflict) -> str:
    """What a disagreement is about."""
    if conflict.field == "deleted":
        return _("Whether it was deleted")
    if conflict.subject in ("person", "registration", "need"):
        return import_field_words(conflict.field)
    kinds = {
        "event": pgettext("record", "Event"),
        "category": pgettext("record", "Category"),
        "checkpoint": pgettext("record", "Checkpoint"),
        "badge": pgettext("record", "Badge"),
        "desk": pgettext("record", "Desk"),
    }
    return f"{kinds.get(conflict.subject, conflict.subject)}: {import_field_words(conflict.field)}"


def _value_words(tx: Tx, conflict: FieldConflict, value: Value, event: Event | None) -> str:
    """A value as people say it, a moment in venue time."""
    if conflict.field in record_tables()[conflict.subject].moments and isinstance(value, int):
        return moment_words(from_microseconds(value), event)
    by_field = {"status": status_words, "gender": gender_words, "age_35_or_under": yes_no_words}
    if conflict.field in by_field and value:
        return by_field[conflict.field](str(value))
    return value_in_words(tx, conflict, value)


def _source(desk: str, at: datetime, event: Event | None) -> str:
    return _("{desk}, {time}").format(desk=desk, time=moment_words(at, event))
