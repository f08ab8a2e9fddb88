"""Tells a scanner's typing from a person's: a burst of fast keys is one scan, never text in a field.

``BurstDetector`` is pure: keys and moments in, what to do with them out. Keys that could begin a
badge are held back for the twentieth of a second it takes to know; everything else goes through at
once, and is taken back where its end shows that a scanner typed it.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum

from o2o_events.badges.scanner_text import TYPED_DIGITS

GAP = 0.055
"""Seconds between two keys of a scanner at most; people need more, save for a pair of keys now and then."""
SILENCE = 0.2
"""Seconds of silence that end a burst whose terminator is switched off."""
CERTAIN = 6
"""So many fast badge-like keys are no person."""
FAST_TEXT = 9
"""So many fast keys of any kind before an Enter are no person."""
_CLASS = re.escape(TYPED_DIGITS)
_BADGE_LIKE = re.compile(rf"(?:\\[0-9]{{0,6}}|\][A-Za-z]?)?[{_CLASS}]*")


def could_be_badge(text: str) -> bool:
    """Whether a scanner that reads a badge may have typed this so far: prefix, digits, digits of any layout."""
    return _BADGE_LIKE.fullmatch(text) is not None


class TakeBack(Enum):
    """Which keys that went through turn out to be a scanner's."""

    NOTHING = 0
    BADGE = 1
    RUN = 2


@dataclass(frozen=True)
class Step:
    """What to do about a key.

    In this order: let out the keys held so far (``release``) or forget them; put the field back to what
    it was when the badge, or the fast run, began (``take_back``); hand on the ``burst``; then ``deliver``
    this key, ``hold`` it, or else drop it. The field is to be remembered where ``begins_...`` is set.
    """

    deliver: bool = False
    hold: bool = False
    release: bool = False
    begins_run: bool = False
    begins_badge: bool = False
    take_back: TakeBack = TakeBack.NOTHING
    burst: str | None = None


class BurstDetector:
    """Follows the keys typed into one window. Moments are seconds of any steady clock."""

    def __init__(self) -> None:
        self._run = ""
        self._candidate = ""
        self._is_let_out = False
        self._is_capturing = False
        self._last = self._ended = float("-inf")

    @property
    def patience(self) -> float:
        """Seconds without a key after which ``silence`` is to be called."""
        return SILENCE if self._is_capturing else GAP

    def touch(self, at: float) -> None:
        """A key that is only a part of a character (an Alt code) keeps a burst going."""
        self._last = at

    def press(self, text: str, at: float) -> Step:
        """A key that types text."""
        since, self._last = at - self._last, at
        if not self._is_capturing:
            return self._begin_or_go_on(text, is_fast=since <= GAP)
        if since > SILENCE:
            burst = self._finish(at)
            return replace(self._begin_or_go_on(text, is_fast=False), burst=burst, release=False)
        self._candidate += text
        return Step()

    def _begin_or_go_on(self, text: str, *, is_fast: bool) -> Step:
        self._run = self._run + text if is_fast else text
        begins_run = not is_fast
        if not is_fast or not could_be_badge(self._candidate + text):
            had_candidate = bool(self._candidate)
            self._candidate = text if could_be_badge(text) else ""
            self._is_let_out = False
            is_badge = bool(self._candidate)
            return Step(
                deliver=not is_badge,
                hold=is_badge,
                release=had_candidate,
                begins_run=begins_run,
                begins_badge=is_badge,
            )
        begins_badge = not self._candidate
        self._candidate += text
        if len(self._candidate) < CERTAIN:
            return Step(hold=True, begins_badge=begins_badge)
        self._is_capturing = True
        return Step(take_back=TakeBack.BADGE if self._is_let_out else TakeBack.NOTHING)

    def end(self, at: float) -> Step:
        """Enter, Tab or a line feed: the end of a scan, or a person's key."""
        since, self._last = at - self._last, at
        if self._is_capturing:
            return Step(burst=self._finish(at), deliver=since > SILENCE)
        if at - self._ended <= SILENCE:
            return Step()
        run, had_candidate = self._run, bool(self._candidate)
        self.reset()
        if since <= GAP and len(run) >= FAST_TEXT:
            self._ended = at
            return Step(take_back=TakeBack.RUN, burst=run)
        return Step(deliver=True, release=had_candidate)

    def silence(self) -> Step:
        """No key for ``patience``: a scan without terminator is over, or a person's digit may go through."""
        if self._is_capturing:
            return Step(burst=self._finish(self._last))
        self._is_let_out = True
        return Step(release=True)

    def reset(self) -> None:
        """Whatever began is no scan: a key came that types nothing, such as an arrow."""
        self._run = self._candidate = ""
        self._is_let_out = self._is_capturing = False

    def _finish(self, at: float) -> str:
        burst = self._candidate
        self.reset()
        self._ended = at
        return burst
