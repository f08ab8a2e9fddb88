"""T8: best practices."""

from o2o_events.i18n import _
from o2o_events.indicators.practices_shown import shown_at
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.values import Column, Row, Table
from o2o_events.indicators.words import yes_no


def build(reading: Reading) -> Table:
    """Accepted practices by economy in APEC's order; for an event those that it showed."""
    shown = shown_at(reading)
    labels = {event.id: event.label for event in reading.every_event}
    practices = [
        practice
        for practice in reading.practices
        if practice.is_accepted and (reading.event is None or reading.event.id in shown.get(practice.id, ()))
    ]
    heads = (
        Column("economy", _("Economy")),
        Column("company", _("Company")),
        Column("women_led", _("Women-led")),
        Column("youth_led", _("Youth-led")),
        Column("o2o_model", _("O2O model")),
        Column("shown_at", _("Shown at")),
        Column("in_guidebook", _("In Guidebook")),
    )
    rows = tuple(
        Row(
            f"practice:{practice.id}",
            (
                practice.economy_name,
                practice.company,
                yes_no(practice.is_women_led),
                yes_no(practice.is_youth_led),
                practice.o2o_model,
                "; ".join(labels[event] for event in shown.get(practice.id, ()) if event in labels),
                yes_no(practice.in_guidebook),
            ),
            (f"practice:{practice.id}",),
        )
        for practice in practices
    )
    return Table("T8", _("Best practices"), heads, rows, _notes(reading, len(rows)))


def _notes(reading: Reading, count: int) -> tuple[str, ...]:
    statuses = [practice.status for practice in reading.practices]
    words = [
        _("Accepted practices: {n}; also in the register: {nominated} nominated, {declined} declined.").format(
            n=statuses.count("accepted"), nominated=statuses.count("nominated"), declined=statuses.count("declined")
        ),
        _("Shown at an event are those marked so in the register, and those whose slot there is over or under way."),
        _("Whether a practice is led by women or by youth follows the rule that stands beside it in the register."),
    ]
    if not reading.is_project:
        words.insert(0, _("Practices that this event showed: {n}.").format(n=count))
    return (*words, reading.rule_words)
