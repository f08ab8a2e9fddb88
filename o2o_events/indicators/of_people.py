"""Indicators that the desks count: participants, women among them, copies handed out."""

from collections.abc import Sequence

from o2o_events.checkin.checkpoints import Checkpoint
from o2o_events.i18n import _
from o2o_events.indicators import definitions
from o2o_events.indicators.attendees import Attendee
from o2o_events.indicators.entries import read_entries
from o2o_events.indicators.judging import Listing, counted, shared
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.values import Indicator, Row
from o2o_events.indicators.words import gender_word, percent
from o2o_events.registers.events import ENTRANCE, Event
from o2o_events.text import clean, fold

_HANDOUT = ("guidebook", "hand-out", "handout", "指南", "手冊", "guia", "sach huong dan", "so tay huong dan")


def attendances(reading: Reading) -> list[Indicator]:
    """1: everybody at every event, with unique persons beside it."""
    people = [a for a in reading.all_participants() if a.came]
    words = _("Attendances, summed over the events; each person counts once an event. Unique persons: {n}.").format(
        n=len(reading.grouped(people))
    )
    return [
        counted(
            definitions.ATTENDANCES,
            len(people),
            definitions.target_of(definitions.ATTENDANCES, reading.options),
            source=_source(reading),
            note=words,
            headings=_headings(),
            sources=tuple(a.ref for a in people),
            listing=_listing(reading, people),
        )
    ]


def per_event(reading: Reading) -> list[Indicator]:
    """2 to 4, and one more for each further event: a person counts once, however many days."""
    found = []
    numbers = definitions.numbers_of_events(reading.every_event)
    for event in reading.events:
        number = numbers[event.id]
        is_over = number in definitions.OVER and event.target > 0
        notes = [_("A person counts once, however many days.")]
        if is_over:
            notes.append(definitions.over_words(reading.options, event.target))
        people = [a for a in reading.participants(event) if a.came]
        target = _("more than {n}") if reading.options.over_is_more else _("over {n}")
        found.append(
            counted(
                number,
                len(people),
                event.target,
                name=_("Participants: {event}").format(event=event.label),
                target=target.format(n=event.target) if is_over else "",
                is_over=is_over and reading.options.over_is_more,
                source=_source(reading),
                note=" ".join(notes),
                headings=_headings(),
                sources=tuple(a.ref for a in people),
                listing=_listing(reading, people),
            )
        )
    return found


def women(reading: Reading) -> list[Indicator]:
    """18: a line to compare with; nobody's gender is guessed."""
    people = [a for a in reading.all_participants() if a.came]
    stated = [a for a in people if a.gender != "not_stated"]
    count = sum(a.gender == "female" for a in stated)
    words = _("Of the {stated} who stated their gender; of all {whole} who came it is {share}. APEC's usual rate is"
              " under {usual} %: to compare with, no target.").format(
        stated=len(stated),
        whole=len(people),
        share=percent(count / len(people)) if people else "–",
        usual=definitions.USUAL_WOMEN,
    )  # fmt: skip
    return [
        shared(
            definitions.WOMEN_PRESENT, count, len(stated), None,
            source=_("Check-in, by the gender that people stated"),
            note=words,
            headings=_headings(),
            sources=tuple(a.ref for a in stated),
            listing=_listing(reading, stated),
        )
    ]  # fmt: skip


def copies(reading: Reading) -> list[Indicator]:
    """16: what was scanned where the Guidebook is handed out."""
    doors = [(event, handouts(reading, event)) for event in reading.events]
    rows: list[Row] = []
    total = 0
    for event, own in doors:
        for door in own:
            entries = read_entries(reading.tx, event, [door])
            count = sum(one.entries for one in entries.by_holder.values())
            total += count
            rows.append(Row(f"checkpoint:{door.id}", (event.label, door.name, count), (f"checkpoint:{door.id}",)))
    names = "; ".join(f"{event.code}: {door.name}" for event, own in doors for door in own)
    words = _("Copies scanned out at: {names}.").format(names=names) if names else (
        _("No checkpoint is known to hand the Guidebook out: name one “Guidebook hand-out”, or choose it.")
    )  # fmt: skip
    return [
        counted(
            definitions.COPIES, total, None,
            source=_("Scans at the hand-out checkpoint that were not undone"),
            note=words,
            headings=(_("Event"), _("Checkpoint"), _("Copies")),
            listing=lambda: tuple(rows),
        )
    ]  # fmt: skip


def handouts(reading: Reading, event: Event) -> list[Checkpoint]:
    """The checkpoints where the Guidebook is handed out: those chosen, else those whose name says so."""
    chosen = reading.options.handouts
    if chosen is not None:
        names = {clean(name).casefold() for name in chosen}
        return [c for c in reading.checkpoints(event) if c.name.casefold() in names]
    return [
        c
        for c in reading.checkpoints(event)
        if c.session is None and c.name != ENTRANCE and any(word in fold(c.name) for word in _HANDOUT)
    ]


def _source(reading: Reading) -> str:
    return _("Check-in: accepted entries at {names} that were not undone").format(
        names=", ".join(reading.options.entrances)
    )


def _headings() -> tuple[str, ...]:
    return (_("Name"), _("Organisation"), _("Economy"), _("Gender"), _("Category"), _("Event"))


def _listing(reading: Reading, people: Sequence[Attendee]) -> Listing:
    """Made when somebody asks; of what is read already."""
    labels = {category.code: category.label for category in reading.categories}
    codes = {event.id: event.code for event in reading.every_event}

    def rows() -> tuple[Row, ...]:
        return tuple(
            Row(
                a.ref,
                (
                    a.printed_name or _("Not on this desk"),
                    a.organisation,
                    a.economy_name,
                    gender_word(a.gender),
                    labels.get(a.category, a.category),
                    codes[a.event],
                ),
                (a.ref,),
            )
            for a in sorted(people, key=lambda a: a.order)
        )

    return rows
