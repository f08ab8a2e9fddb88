"""The project's indicators as cards: target, actual, share and how it stands; and the rows behind each."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from ui.dialogs.rows_dialog import Rows
from ui.widgets.goal_card import Goal

_NEAR: Final = 0.8


class Indicator(Protocol):
    """What is shown of an indicator. ``share`` is of the target, from 0; none where there is no number to reach."""

    @property
    def number(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def target(self) -> object: ...
    @property
    def actual(self) -> object: ...
    @property
    def share(self) -> float | None: ...
    @property
    def state(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def headings(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[object]: ...


ReadIndicators = Callable[[Tx, Event | None], Sequence[Indicator]]
"""Works out the indicators of an event, or of the project."""


def goal_of(indicator: Indicator, *, is_ahead: bool = False) -> Goal:
    """The card of an indicator. Shares are rounded down, so that a target that is missed never looks reached.

    ``is_ahead``: the events that it rests on have not begun, and it is behind for no other reason.
    """
    share = indicator.share
    state = _state(indicator)
    if is_ahead and state == "behind":
        state = "ahead"
    return Goal(
        key=str(indicator.number),
        name=f"{indicator.number}  {indicator.name}",
        number="–" if indicator.actual is None else str(indicator.actual),
        goal_words="" if indicator.target in (None, "") else _("target {n}").format(n=indicator.target),
        share_words="" if share is None else f"{int(100 * share)} %",
        share=share,
        state=state,
        state_words=_state_words(state),
        detail=indicator.source,
    )


def _state(indicator: Indicator) -> str:
    """The state that the indicator says of itself decides whether it is met; the share only how far it is."""
    if indicator.state in ("met", "reached"):
        return "met"
    if indicator.share is None:
        return "none"
    return "near" if indicator.share >= _NEAR else "behind"


def _state_words(state: str) -> str:
    return {
        "met": _("reached"),
        "near": _("nearly there"),
        "behind": _("not reached yet"),
        "ahead": _("not held yet"),
        "none": _("no target"),
    }[state]


def rows_of(indicator: Indicator) -> Rows:
    """The rows behind an indicator, with its source and the choice that was made where the wording is open."""
    rows = list(indicator.rows)
    cells = [tuple(map(_text, getattr(row, "cells", row))) for row in rows]
    width = max(map(len, cells), default=1)
    named = tuple(indicator.headings) or ("",) * width
    note = "  ".join(filter(None, (indicator.source, indicator.note)))
    people = tuple(registration_of(getattr(row, "sources", ())) for row in rows)
    return Rows(f"{indicator.number}  {indicator.name}", named, tuple(cells), note, people)


def registration_of(sources: Sequence[str]) -> str:
    """The id of the registration that a row is about; empty where it is about none, or several."""
    kind, _colon, id_ = sources[0].partition(":") if len(sources) == 1 else ("", "", "")
    return id_ if kind == "registration" else ""


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
