"""Indicators 6 to 9 and 17: the best practices."""

from collections.abc import Sequence

from o2o_events.i18n import _
from o2o_events.indicators import definitions
from o2o_events.indicators.judging import Listing, counted, shared
from o2o_events.indicators.practices_shown import shown_at, slotted
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.values import Indicator, Row
from o2o_events.indicators.words import yes_no
from o2o_events.registers.practices import Practice
from o2o_events.registers.selection import SelectionFigures, accepted_figures, figures_of


def practices(reading: Reading) -> list[Indicator]:
    """6 to 9, of the accepted practices of the register."""
    accepted = [practice for practice in reading.practices if practice.is_accepted]
    figures = accepted_figures(accepted)
    options, source = reading.options, _("Practice register, accepted practices")
    headings, listing = _headings(), _listing(accepted)
    brought = reading.practices if options.economies_of == "register" else accepted
    of_women = [p for p in accepted if p.is_women_led]
    youth_of = accepted if options.youth_of == "all" else of_women
    return [
        counted(
            definitions.COLLECTED, len(accepted), definitions.target_of(definitions.COLLECTED, options),
            source=source, note=_status_words(reading), headings=headings, listing=listing,
        ),
        counted(
            definitions.CONTRIBUTING, figures_of(brought).economies.count,
            definitions.target_of(definitions.CONTRIBUTING, options),
            source=_("Practice register, member economies") if brought is not accepted else source,
            note=_economy_words(reading, figures_of(brought), figures), headings=headings, listing=_listing(brought),
        ),
        shared(
            definitions.WOMEN, len(of_women), len(accepted), definitions.target_of(definitions.WOMEN, options),
            source=source + _(", flag “led by women”"),
            note=_of(len(of_women), len(accepted), sum(p.is_women_led is None for p in accepted))
            + definitions.denominator_words(),
            headings=headings, listing=listing,
        ),
        shared(
            definitions.YOUTH, sum(bool(p.is_youth_led) for p in youth_of), len(youth_of),
            definitions.target_of(definitions.YOUTH, options),
            source=source + _(", flag “led by youth”"),
            note=_of(
                sum(bool(p.is_youth_led) for p in youth_of), len(youth_of),
                sum(p.is_youth_led is None for p in youth_of),
            ) + definitions.youth_words(options),
            headings=headings, listing=_listing(youth_of),
        ),
    ]  # fmt: skip


def _of(count: int, whole: int, unstated: int) -> str:
    words = _("{n} of {whole}").format(n=count, whole=whole)
    return (words + _(" ({unstated} not stated)").format(unstated=unstated) if unstated else words) + ". "


def _status_words(reading: Reading) -> str:
    statuses = [practice.status for practice in reading.practices]
    return _("Accepted ones count. Also in the register: {nominated} nominated, {declined} declined.").format(
        nominated=statuses.count("nominated"), declined=statuses.count("declined")
    )


def _economy_words(reading: Reading, counted_of: SelectionFigures, accepted: SelectionFigures) -> str:
    everything = figures_of(reading.practices).economies.count
    if reading.options.economies_of == "register":
        words = _(
            "It is open whether a practice has to be accepted to count: taken as member economies in the register,"
            " each once. With an accepted practice: {n}."
        ).format(n=accepted.economies.count)
    else:
        words = _(
            "It is open whether a practice has to be accepted to count: taken as member economies of accepted"
            " practices, each once. In the whole register: {n}."
        ).format(n=everything)
    if counted_of.without_economy:
        words += " " + _("Practices that state no member economy: {n}.").format(n=counted_of.without_economy)
    return words


def shown_again(reading: Reading) -> list[Indicator]:
    """17: what the last event of the project, or the one that is reported on, showed of the practices."""
    events = reading.every_event
    event = reading.event or (events[-1] if len(events) > 1 else None)
    number, source = definitions.SHOWN, _("Slots of the event’s programme, and the register’s marks")
    if event is None:
        words = _("There is no further event at which practices could be shown again.")
        return [counted(number, 0, None, source=source, note=words, headings=_headings(), listing=tuple)]
    shown = shown_at(reading)
    there = [p for p in reading.practices if event.id in shown.get(p.id, ())]
    earlier = {e.id for e in events[: [e.id for e in events].index(event.id)]}
    again = [p for p in there if earlier & set(shown.get(p.id, ()))]
    planned = len(slotted(reading, event.id))
    words = _(
        "Shown at {event}: {n}, of which {again} were shown at an earlier event. In its programme: {planned}."
    ).format(event=event.label, n=len(there), again=len(again), planned=planned)
    name = _("Practices shown")
    if reading.is_project:
        name = _("Practices shown again at {event}").format(event=event.label)
        words += " " + _("Counted are all that it showed.")
    return [
        counted(
            number,
            len(there),
            None,
            name=name,
            source=source,
            note=words,
            headings=_headings(),
            listing=_listing(there),
        )
    ]


def _headings() -> tuple[str, ...]:
    return (_("Economy"), _("Company"), _("Title"), _("Women-led"), _("Rule"), _("Youth-led"), _("Rule"))


def _listing(chosen: Sequence[Practice]) -> Listing:
    def rows() -> tuple[Row, ...]:
        return tuple(
            Row(
                f"practice:{p.id}",
                (
                    p.economy_name, p.company, p.label, yes_no(p.is_women_led), p.women_led_rule,
                    yes_no(p.is_youth_led), p.youth_led_rule,
                ),
                (f"practice:{p.id}",),
            )
            for p in chosen
        )  # fmt: skip

    return rows
