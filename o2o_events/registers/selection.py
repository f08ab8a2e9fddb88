"""The running figures of the practice register and of the selection, against the project's targets (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass

from o2o_events.i18n import _
from o2o_events.registers.economies import BY_CODE
from o2o_events.registers.practices import Practice

PRACTICES, ECONOMIES = 20, 10
WOMEN_LED, YOUTH_LED = 40, 80
"""Targets of the project: best practices, economies they come from, and shares in per cent."""


@dataclass(frozen=True)
class Share:
    """So many of so many, in per cent against a target. Nothing is no share of nothing: ``percent`` is None then.

    ``unstated`` are those that say neither yes nor no; they are in ``whole``, and count as no.
    """

    count: int
    whole: int
    target: int
    unstated: int = 0

    @property
    def percent(self) -> float | None:
        return None if self.whole == 0 else 100 * self.count / self.whole

    @property
    def is_met(self) -> bool:
        return self.whole > 0 and 100 * self.count >= self.target * self.whole


@dataclass(frozen=True)
class Amount:
    """So many, against a target."""

    count: int
    target: int

    @property
    def is_met(self) -> bool:
        return self.count >= self.target


@dataclass(frozen=True)
class SelectionFigures:
    """The four figures over some practices. ``economies`` counts member economies once each.

    The denominator of both shares is all of these practices, whoever leads them.
    """

    practices: Amount
    economies: Amount
    women_led: Share
    youth_led: Share
    without_economy: int
    """Practices that state no member economy, and so bring none."""


def accepted_figures(practices: Iterable[Practice]) -> SelectionFigures:
    """Of the accepted practices of the register."""
    return figures_of([practice for practice in practices if practice.is_accepted])


def chosen_figures(practices: Iterable[Practice]) -> SelectionFigures:
    """Of the practices selected for Workshop II."""
    return figures_of([practice for practice in practices if practice.is_chosen])


def figures_of(practices: list[Practice]) -> SelectionFigures:
    """Of exactly these practices."""
    whole = len(practices)
    members = [p.economy for p in practices if p.economy in BY_CODE and BY_CODE[p.economy].is_member]
    women = [p.is_women_led for p in practices]
    youth = [p.is_youth_led for p in practices]
    return SelectionFigures(
        Amount(whole, PRACTICES),
        Amount(len(set(members)), ECONOMIES),
        Share(women.count(True), whole, WOMEN_LED, women.count(None)),
        Share(youth.count(True), whole, YOUTH_LED, youth.count(None)),
        whole - len(members),
    )


def denominator_words(is_selection: bool) -> str:
    """What the shares are of, in the present language."""
    if is_selection:
        return _("Shares are of all selected practices; not stated counts as no.")
    return _("Shares are of all accepted practices; not stated counts as no.")
