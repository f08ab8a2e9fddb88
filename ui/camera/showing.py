"""A badge held in front of the camera is one scan, and two badges are no guess (pure).

A camera sees a badge ten times a second, loses it for a moment when a hand shakes, and sees the next person's
badge behind it. ``Showings`` follows the codes from picture to picture and tells when one was shown. What was read
once is looked past while it is aside: a poster on the wall, or somebody who was let in and stays near.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.camera.codes import SeenCode

OUT_OF_SIGHT = 2.0
"""Seconds after which a code that comes back is shown once more."""
LEFT = 0.7
"""Seconds out of sight after which a code has gone: where another was read since, it may be shown again at once."""
MIDDLE = 0.33
"""Distance from the middle within which a code is held to the camera, in parts of the picture's height."""
CLEARLY = 0.2
"""By so much the nearest of two codes is nearer to the middle, else nobody knows which is meant."""
_STEADY, _STEADY_ASIDE = 2, 4
"""So many pictures in which a code is the one that is meant: held to the middle alone; aside, or beside another."""
_FORGOTTEN = 0.6
_SEVERAL = 3


@dataclass(frozen=True)
class Shown:
    """What one picture brought: ``read`` is a text to be scanned now; ``code`` is the one that is followed;
    ``has_several``: two codes have been in sight for a while, and neither is the one that is meant."""

    read: str | None = None
    code: SeenCode | None = None
    has_several: bool = False


class Showings:
    """Follows what is shown to one camera. Moments are seconds of any steady clock."""

    def __init__(self) -> None:
        self._given: dict[str, float] = {}
        self._known: set[str] = set()
        self._candidate = ""
        self._steady = 0
        self._last = float("-inf")
        self._doubtful = 0
        self._read_at = float("-inf")

    def take(self, codes: Sequence[SeenCode], at: float) -> Shown:
        """The codes of one picture, nearest to the middle first."""
        self._age(codes, at)
        codes = [code for code in codes if code.distance <= MIDDLE or code.text not in self._known]
        if not codes or all(code.text in self._given for code in codes):
            self._doubtful = 0
            if codes or at - self._last > _FORGOTTEN:
                self._candidate = ""
            return Shown(code=next(iter(codes), None))
        meant = _meant(codes)
        if meant is None or meant.text in self._given:
            self._candidate = ""
            self._doubtful += 1
            return Shown(code=meant, has_several=self._doubtful >= _SEVERAL)
        self._doubtful = 0
        return Shown(read=self._follow(meant, codes, at), code=meant)

    def wait(self, codes: Sequence[SeenCode], at: float) -> Shown:
        """A picture while nothing may be read: what was shown before stays shown, what is new is read later."""
        self._age(codes, at)
        return Shown()

    def _age(self, codes: Sequence[SeenCode], at: float) -> None:
        """Forgets what may be shown again: out of sight long enough, or back in the middle after another came."""
        self._given = {text: last for text, last in self._given.items() if at - last <= OUT_OF_SIGHT}
        for code in codes:
            last = self._given.get(code.text, at)
            if code.distance <= MIDDLE and at - last >= LEFT and self._read_at > last:
                del self._given[code.text]
            elif code.text in self._given:
                self._given[code.text] = at

    def _follow(self, meant: SeenCode, codes: Sequence[SeenCode], at: float) -> str | None:
        is_same = meant.text == self._candidate and at - self._last <= _FORGOTTEN
        self._candidate, self._steady, self._last = meant.text, self._steady + 1 if is_same else 1, at
        is_plain = len(codes) == 1 and meant.distance <= MIDDLE
        if self._steady < (_STEADY if is_plain else _STEADY_ASIDE):
            return None
        self._candidate = ""
        self._given[meant.text] = self._read_at = at
        self._known.add(meant.text)
        return meant.text


def _meant(codes: Sequence[SeenCode]) -> SeenCode | None:
    """The code that is clearly nearest to the middle."""
    if len(codes) > 1 and codes[1].distance - codes[0].distance < CLEARLY:
        return None
    return codes[0]
