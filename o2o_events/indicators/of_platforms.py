"""Indicators 10 and 13: e-commerce platforms engaged, and interviewed before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from o2o_events.feedback.forms import list_forms
from o2o_events.feedback.queries import read_answers
from o2o_events.i18n import _
from o2o_events.indicators import definitions
from o2o_events.indicators.judging import Listing, counted, figure
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.values import Indicator, Row
from o2o_events.registers.economies import economy_name
from o2o_events.registers.platforms import STAGES, Platform, list_platforms, stage_words
from o2o_events.text import clean, fold

_PHASES = ("before", "after")
_QUESTION = "platform"
"""The question of the shipped interview forms that names the platform."""


def platforms(reading: Reading) -> list[Indicator]:
    """10: platforms that took part; for an event those that attended it."""
    every = list_platforms(reading.tx)
    event = reading.event
    chosen = [p for p in every if (p.is_engaged if event is None else event.id in p.attended)]
    told = "; ".join(
        _("{stage}: {n}").format(stage=stage_words(stage).lower(), n=sum(p.has_reached(stage) for p in every))
        for stage in STAGES
    )
    words = _("Engaged is who confirmed, attended, gave input or was interviewed; to be contacted is not enough.")
    if event is not None:
        words = _("Platforms that attended this event.")
    return [
        counted(
            definitions.ENGAGED, len(chosen),
            definitions.target_of(definitions.ENGAGED, reading.options) if event is None else None,
            source=_("Platform register"),
            note=f"{words} " + _("In the whole register, {told}.").format(told=told),
            headings=(_("Platform"), _("Economy"), *map(stage_words, STAGES)),
            listing=_listing(reading, chosen),
        )
    ]  # fmt: skip


def _listing(reading: Reading, chosen: Sequence[Platform]) -> Listing:
    codes = {event.id: event.code for event in reading.every_event}

    def rows() -> tuple[Row, ...]:
        return tuple(
            Row(
                f"platform:{p.id}",
                (p.name, p.economy_note or economy_name(p.economy), *(_reached(p, stage, codes) for stage in STAGES)),
                (f"platform:{p.id}",),
            )
            for p in chosen
        )

    return rows


def _reached(platform: Platform, stage: str, codes: Mapping[str, str]) -> str:
    if stage == "attended":
        return "; ".join(codes[event] for event in platform.attended if event in codes)
    day = getattr(platform, f"{stage}_on")
    return "" if day is None else day.isoformat()


@dataclass(frozen=True)
class _Interview:
    """One platform in one phase: from the register, from a form, or from both."""

    phase: str
    name: str
    sources: tuple[str, ...]


def interviews(reading: Reading) -> list[Indicator]:
    """13: platforms interviewed before and after; a platform counts once a phase, wherever it is written down."""
    wanted = definitions.target_of(definitions.INTERVIEWS, reading.options)
    found = _interviews(reading)
    counts = {phase: sum(one.phase == phase for one in found) for phase in _PHASES}
    words = _("Before: {before}; after: {after}. A platform counts once a phase, whether the register has the day or an"
              " interview form was filled in. More before than are wanted do not make up for too few after.").format(
        **counts
    )  # fmt: skip
    return [
        counted(
            definitions.INTERVIEWS, sum(counts.values()), 2 * wanted,
            target=_("{n} × 2").format(n=figure(wanted)),
            reached_for_share=sum(min(count, wanted) for count in counts.values()),
            is_met=all(count >= wanted for count in counts.values()),
            source=_("Platform register, and interview forms of the phases before and after"),
            note=words,
            headings=(_("Phase"), _("Platform"), _("Written down in")),
            listing=lambda: tuple(map(_row, found)),
        )
    ]  # fmt: skip


def _interviews(reading: Reading) -> list[_Interview]:
    names: dict[tuple[str, str], str] = {}
    sources: dict[tuple[str, str], list[str]] = {}
    for platform in list_platforms(reading.tx):
        for phase in _PHASES:
            if platform.has_reached(f"interviewed_{phase}"):
                names.setdefault((phase, fold(platform.name)), platform.name)
                sources.setdefault((phase, fold(platform.name)), []).append(f"platform:{platform.id}")
    for form in list_forms(reading.tx):
        if form.phase not in _PHASES:
            continue
        for answer in read_answers(reading.tx, form, events=reading.every_event, keeps_texts=True):
            name = answer.answers.get(_QUESTION)
            if isinstance(name, str) and clean(name):
                key = (form.phase, fold(clean(name)))
                names.setdefault(key, clean(name))
                sources.setdefault(key, []).append(f"answer:{answer.id}")
    order = sorted(names, key=lambda key: (_PHASES.index(key[0]), key[1]))
    return [_Interview(key[0], names[key], tuple(sources[key])) for key in order]


def _row(interview: _Interview) -> Row:
    phase = {"before": _("Before"), "after": _("After")}[interview.phase]
    kinds = {source.partition(":")[0] for source in interview.sources}
    where = [
        words
        for kind, words in (("platform", _("Platform register")), ("answer", _("Interview form")))
        if kind in kinds
    ]
    return Row(f"{interview.phase}:{interview.name}", (phase, interview.name, "; ".join(where)), interview.sources)
