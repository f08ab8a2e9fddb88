"""The number that leaves the kiosk."""

from typing import Final

from o2o_events.db.transaction import Tx
from o2o_events.registers import pins

SHORTEST, LONGEST = pins.SHORTEST, pins.LONGEST
_SETTING: Final = "kiosk_pin"


def set_pin(tx: Tx, *, pin: str) -> None:
    """Keeps a new PIN for the kiosks of this project. Raises ``UserError`` where it is none."""
    pins.keep_pin(tx, setting=_SETTING, pin=pin)


def has_pin(tx: Tx) -> bool:
    return pins.has_pin(tx, _SETTING)


def is_pin(tx: Tx, pin: str) -> bool:
    """Whether this is the PIN. Without one set, nothing is."""
    return pins.fits_pin(tx, pin, _SETTING)
