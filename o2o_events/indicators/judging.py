"""How an actual figure stands against its target (pure)."""

from collections.abc import Callable
from typing import Final

from o2o_events.indicators.definitions import name_of
from o2o_events.indicators.values import Indicator, Row, State
from o2o_events.indicators.words import percent

NOTHING: Final = "–"
Listing = Callable[[], tuple[Row, ...]]


def counted(
    number: int,
    reached: float,
    planned: float | None,
    *,
    source: str,
    note: str,
    headings: tuple[str, ...],
    listing: Listing,
    name: str = "",
    target: str = "",
    actual: str = "",
    is_over: bool = False,
    reached_for_share: float | None = None,
    is_met: bool | None = None,
    sources: tuple[str, ...] | None = None,
) -> Indicator:
    """A number against a number, or against none.

    ``is_over``: it has to be more. ``reached_for_share`` and ``is_met`` differ where not all that was reached counts
    towards the target. ``sources`` spare the making of a long list that only names them.
    """
    met = is_met
    if met is None and planned:
        met = reached > planned if is_over else reached >= planned
    state: State = "none" if not planned else "met" if met else "behind"
    towards = reached if reached_for_share is None else reached_for_share
    return Indicator(
        number=number,
        name=name or name_of(number),
        target=target or (figure(planned) if planned else ""),
        actual=actual or figure(reached),
        share=towards / planned if planned else None,
        state=state,
        source=source,
        note=note,
        planned=planned or None,
        reached=reached,
        headings=headings,
        sources=_sources(listing) if sources is None else sources,
        listing=listing,
    )


def shared(
    number: int, count: int, whole: int, planned: float | None, *,
    source: str, note: str, headings: tuple[str, ...], listing: Listing, sources: tuple[str, ...] | None = None,
) -> Indicator:  # fmt: skip
    """A share in per cent against a share, or against none; nothing is no share of nothing."""
    share = count / whole if whole else None
    state: State = "none" if planned is None else "behind"
    if planned is not None and whole and 100 * count >= planned * whole:
        state = "met"
    return Indicator(
        number=number,
        name=name_of(number),
        target="" if planned is None else f"{figure(planned)} %",
        actual=NOTHING if share is None else percent(share),
        share=None if planned is None else 0.0 if share is None else 100 * share / planned,
        state=state,
        source=source,
        note=note,
        planned=planned,
        reached=None if share is None else 100 * share,
        headings=headings,
        sources=_sources(listing) if sources is None else sources,
        listing=listing,
    )


def _sources(listing: Listing) -> tuple[str, ...]:
    return tuple(source for row in listing() for source in row.sources)


def figure(value: float) -> str:
    """A number as it is written: no decimals where there are none."""
    return str(int(value)) if value == int(value) else f"{value:g}"
