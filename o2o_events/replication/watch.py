"""Exchanging with a hub for as long as the program runs; where it is away, trying again ever more rarely."""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any, Literal

from o2o_events.db.database import Database
from o2o_events.errors import UserError
from o2o_events.replication.conflicts import Arrived
from o2o_events.replication.exchange import Exchanged
from o2o_events.replication.hub import Hub, HubAwayError, HubRefusedError
from o2o_events.replication.syncing import sync

LOOK_EVERY = 0.1
"""Seconds between looks at whether this desk has something new."""
MEET_EVERY = 30.0
"""Seconds after which desks meet even though nothing is new: clocks are compared, and a lost call is made up for."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


@dataclass(frozen=True)
class WatchState:
    """How it stands with the hub. ``result`` is the last exchange's, ``reason`` why there is none."""

    kind: Literal["connected", "away", "refused", "stopped"]
    at: datetime
    result: Exchanged | None = None
    reason: str = ""
    pause: float = 0.0


Report = Callable[[WatchState], None]


def watch(
    database: Database, hub: Hub, *, stop: threading.Event, report: Report, arrived: Arrived | None = None
) -> None:
    """Keeps exchanging until told to stop, or the hub does not let this desk in.

    Runs on a thread of its own; nothing at the desk waits for it. ``report`` hears of every change.
    """
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            with hub.listening() as calls:
                for result in _meetings(database, hub, calls, stop, arrived):
                    pause = FIRST_PAUSE
                    report(WatchState("connected", _now(database), result))
        except HubRefusedError as error:
            report(WatchState("refused", _now(database), reason=str(error)))
            return
        except HubAwayError as error:
            hub.close()
            report(WatchState("away", _now(database), reason=str(error), pause=pause))
            stop.wait(pause * random.uniform(0.7, 1.3))
            pause = min(pause * 2, LONGEST_PAUSE)
        except UserError as error:
            report(WatchState("away", _now(database), reason=str(error), pause=LONGEST_PAUSE))
            stop.wait(LONGEST_PAUSE)
    report(WatchState("stopped", _now(database)))


def _meetings(database: Database, hub: Hub, calls: Any, stop: threading.Event, arrived: Arrived | None) -> Any:
    """One exchange after the other, each as soon as either side has something new."""
    known = -1
    met = 0.0
    while not stop.is_set():
        here = database.change_counter()
        is_called = any(call.payload != hub.desk for call in calls.notifies(timeout=LOOK_EVERY if known == here else 0))
        if is_called or here != known or monotonic() - met > MEET_EVERY:
            known, met = here, monotonic()
            yield sync(database, hub, arrived=arrived)


def _now(database: Database) -> datetime:
    with database.read() as tx:
        return tx.wall()
