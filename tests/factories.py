"""Plain functions that make what tests are about."""

from datetime import date

from o2o_events.db.transaction import Tx
from o2o_events.registers.events import Event, add_event


def make_event(tx: Tx, code: str = "VN", days: list[date] | None = None) -> Event:
    """An event in Ha Noi; one day unless told otherwise."""
    return add_event(
        tx,
        code=code,
        name={"en": f"Workshop {code}"},
        economy="VN",
        venue="Ha Noi",
        timezone="Asia/Ho_Chi_Minh",
        days=days or [date(2016, 3, 17)],
        target=100,
    )
