"""The number that leaves the kiosk: kept as a hash that is slow to try, never as it is."""

import hashlib
import hmac
import re
import secrets
from typing import Final

from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.settings import read_setting, write_setting

SHORTEST, LONGEST = 4, 12
_SETTING: Final = "kiosk_pin"
_COST: Final = {"n": 2**14, "r": 8, "p": 1}
_PIN: Final = re.compile(rf"[0-9]{{{SHORTEST},{LONGEST}}}")


def set_pin(tx: Tx, *, pin: str) -> None:
    """Keeps a new PIN for the kiosks of this project. Raises ``UserError`` where it is none."""
    if not _PIN.fullmatch(pin):
        raise UserError(
            _("A PIN has {least} to {most} digits. Type one that you will remember.").format(
                least=SHORTEST, most=LONGEST
            )
        )
    salt = secrets.token_bytes(16)
    write_setting(tx, name=_SETTING, value={**_COST, "salt": salt.hex(), "hash": _hash(pin, salt, _COST).hex()})


def has_pin(tx: Tx) -> bool:
    return read_setting(tx, _SETTING) is not None


def is_pin(tx: Tx, pin: str) -> bool:
    """Whether this is the PIN. Without one set, nothing is."""
    kept = read_setting(tx, _SETTING)
    if kept is None or not _PIN.fullmatch(pin):
        return False
    cost = {name: kept[name] for name in _COST}
    return hmac.compare_digest(_hash(pin, bytes.fromhex(kept["salt"]), cost).hex(), kept["hash"])


def _hash(pin: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, **cost, dklen=32)
