"""What one address may ask of the pages: buckets that fill with time (pure but for the clock handed in).

A whole venue may stand behind one address: 300 phones open the form at once, and each asks for three files. Bounds
are set so that this passes and a program that asks without end does not.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Final

MOST_ADDRESSES: Final = 2_000
"""Remembered at a time; the one that was quiet for longest is forgotten first."""


@dataclass(frozen=True)
class Rate:
    """So many at once, and so many a second thereafter."""

    burst: float
    per_second: float


PAGES: Final = Rate(2_500, 100)
"""Pages and files, of one address."""
ANSWERS: Final = Rate(1_500, 25)
"""Answers sent, of one address."""
EVERYBODY: Final = Rate(6_000, 300)
"""Of all addresses together."""


class Bucket:
    """Tells whether one more is within the rate."""

    def __init__(self, rate: Rate, now: float) -> None:
        self._rate = rate
        self._level = rate.burst
        self._at = now

    def take(self, now: float) -> bool:
        self._level = min(self._rate.burst, self._level + max(0.0, now - self._at) * self._rate.per_second)
        self._at = now
        if self._level < 1:
            return False
        self._level -= 1
        return True


class Limits:
    """The buckets of every address, in memory alone. Safe to use from several threads."""

    def __init__(
        self,
        *,
        pages: Rate = PAGES,
        answers: Rate = ANSWERS,
        everybody: Rate = EVERYBODY,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._rates = {False: pages, True: answers}
        self._clock = clock
        self._lock = Lock()
        self._everybody = Bucket(everybody, clock())
        self._buckets: OrderedDict[tuple[str, bool], Bucket] = OrderedDict()

    def allow(self, address: str, *, is_answer: bool) -> bool:
        """Whether this address may ask once more."""
        now, key = self._clock(), (address, is_answer)
        with self._lock:
            bucket = self._buckets.get(key)
            if bucket is None:
                bucket = self._buckets[key] = Bucket(self._rates[is_answer], now)
            self._buckets.move_to_end(key)
            while len(self._buckets) > MOST_ADDRESSES:
                self._buckets.popitem(last=False)
            return bucket.take(now) and self._everybody.take(now)
