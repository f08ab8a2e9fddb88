"""T5: the contacts of those who agreed; the others are a number."""

from datetime import date

from o2o_events.i18n import _
from o2o_events.indicators.attendees import Attendee
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.tables.participants import (
    list_cells,
    list_columns,
    listed,
    own_script_column,
    own_script_name,
)
from o2o_events.indicators.values import Column, Row, Table

NOT_SHARED = "not_shared"


def build(reading: Reading) -> Table:
    people = listed(reading)
    labels = {c.code: c.label for c in reading.categories}
    heads = (
        *list_columns(reading),
        Column("email", _("E-mail")),
        Column("phone", _("Phone")),
        Column("basis", _("Consent basis")),
        Column("agreed_on", _("Consent date"), "date"),
    )
    shared = [(own, agreed) for own in people if (agreed := _agreed(reading, own)) is not None]
    has_own_script = any(a.own_script_name for own, _agreed_on in shared for a in own)
    if has_own_script:
        heads = (*heads, own_script_column())
    rows = [
        Row(
            own[0].ref,
            (
                *list_cells(reading, number, own, labels),
                next((a.email for a in own if a.email), ""),
                next((a.phone for a in own if a.phone), ""),
                _basis(reading),
                agreed,
                *([own_script_name(own)] if has_own_script else []),
            ),
            tuple(a.ref for a in own),
        )
        for number, (own, agreed) in enumerate(shared, 1)
    ]
    rest = _("{n} not shared").format(n=len(people) - len(shared))
    rows.append(
        Row(NOT_SHARED, (None, rest, *(None if head.kind == "date" else "" for head in heads[2:])), is_total=True)
    )
    return Table("T5", _("Contact list"), heads, tuple(rows), _notes(reading, rest))


def _agreed(reading: Reading, own: list[Attendee]) -> date | None:
    """The day on which somebody agreed: what they said at the last of the events holds."""
    return own[-1].consent_list_on if reading.options.consent == "list" else own[-1].consent_survey_on


def _basis(reading: Reading) -> str:
    if reading.options.consent == "list":
        return _("Agreed to be in the shared participant list")
    return _("Agreed to e-mail from the APEC Secretariat for its survey")


def _notes(reading: Reading, rest: str) -> tuple[str, ...]:
    words = [
        reading.rule_words,
        _("Only those who agreed are listed, with the day on which they did: {basis}. {rest}.").format(
            basis=_basis(reading), rest=rest
        ),
    ]
    if reading.is_project:
        words.append(_("At several events, what somebody said at the last one holds."))
    return tuple(words)
