"""PostgreSQL's driver with an end to its patience: a network that swallows everything holds no thread for ever."""

from typing import Any

import psycopg

from o2o_events.db import database


class HubConnection(psycopg.Connection[Any]):
    """A connection whose every wait for the server is bounded; what is past it is closed and counts as cut.

    TCP's own time-outs do not see a hub that stands still, nor a proxy in between that goes on acknowledging.
    """

    patience: float | None = None
    """Seconds; without it, what is usual for a hub."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        seconds = self.patience or database.HUB_ANSWER_SECONDS
        try:
            return super().wait(gen, interval, seconds)
        except psycopg.errors._WaitTimeout as error:
            self.pgconn.finish()
            raise psycopg.OperationalError(f"no answer for {seconds:.0f} seconds") from error
