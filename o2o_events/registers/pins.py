"""PINs that keep apart who may do what: kept as a hash that is slow to try, never as they are.

A PIN limits what is done in this program. Whoever has the file and other tools is kept out by its passphrase alone.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from o2o_events.clock import from_microseconds, is_near
from o2o_events.db.database import Database
from o2o_events.db.facts import NewFact, append
from o2o_events.db.models import FactRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.audit import AUDIT
from o2o_events.registers.settings import read_setting, write_setting
from o2o_events.text import clean

SHORTEST, LONGEST = 4, 12
ORGANISER: Final = "organiser_pin"
FREE_TRIES: Final = 5
"""Wrong PINs in a row before waiting begins."""
FORGOTTEN_WAIT: Final = timedelta(hours=24)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
_COST: Final = {"n": 2**14, "r": 8, "p": 1}
_PIN: Final = re.compile(rf"[0-9]{{{SHORTEST},{LONGEST}}}")
_RIGHT, _WRONG, _SET, _FORGOTTEN = "pin_right", "pin_wrong", "pin_set", "pin_forgotten"


def keep_pin(tx: Tx, *, setting: str, pin: str) -> None:
    """Keeps a new PIN under the name of a setting. Raises ``UserError`` where it is none."""
    if not _PIN.fullmatch(pin):
        raise UserError(
            _("A PIN has {least} to {most} digits. Type one that you will remember.").format(
                least=SHORTEST, most=LONGEST
            )
        )
    salt = secrets.token_bytes(16)
    write_setting(tx, name=setting, value={**_COST, "salt": salt.hex(), "hash": _hash(pin, salt, _COST).hex()})


def has_pin(tx: Tx, setting: str = ORGANISER) -> bool:
    return read_setting(tx, setting) is not None


def fits_pin(tx: Tx, pin: str, setting: str = ORGANISER) -> bool:
    """Whether this is the PIN. Without one set, nothing is. Counts no tries: see ``unlock``."""
    kept = read_setting(tx, setting)
    if kept is None or not _PIN.fullmatch(pin):
        return False
    cost = {name: kept[name] for name in _COST}
    return hmac.compare_digest(_hash(pin, bytes.fromhex(kept["salt"]), cost).hex(), kept["hash"])


def _hash(pin: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, **cost, dklen=32)


def unlock(database: Database, *, pin: str) -> None:
    """Lets the organiser pass; a wrong try is kept as a fact, and many in a row have to wait.

    Raises ``UserError`` where no PIN is set, this is not it, or it is too early for another try.
    """
    with database.write() as tx:
        problem = _try(tx, pin)
    if problem:
        raise UserError(problem)


def _try(tx: Tx, pin: str) -> str | None:
    """What is wrong, in words; the block is to be committed either way, so that the try counts."""
    if not has_pin(tx):
        return _("This project has no organiser's PIN yet. Set one first, then try again.")
    standing = read_standing(tx)
    if standing.waits_until is not None:
        return _wait_words(standing.waits_until - tx.now())
    is_right = fits_pin(tx, pin)
    if is_right and standing.wrong == 0 and standing.forgotten_at is None:
        return None
    _note(tx, _RIGHT if is_right else _WRONG)
    if is_right:
        return None
    left = FREE_TRIES - standing.wrong - 1
    if left > 0:
        return _("This is not the organiser's PIN. Tries left before you have to wait: {n}.").format(n=left)
    return _("This is not the organiser's PIN.") + " " + _wait_words(_wait_after(standing.wrong + 1))


def _note(tx: Tx, what: str, **body: str) -> None:
    """Keeps it under the time of day, even where the desk's stamps are far ahead of it."""
    append(tx, NewFact(AUDIT, outcome=what, at=tx.now(), body=body))


def _wait_words(wait: timedelta) -> str:
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return _("There were too many wrong PINs. Try again in {n} min, or say that it is forgotten.").format(n=minutes)


@dataclass(frozen=True)
class Standing:
    """How it stands with the organiser's PIN at this desk.

    ``wrong``: wrong tries in a row; ``waits_until``: no try counts before; ``forgotten_at``: since when it is
    said to be forgotten, and ``opens_at``: from when on a new one may be set without it.
    """

    is_set: bool
    wrong: int = 0
    waits_until: datetime | None = None
    forgotten_at: datetime | None = None

    @property
    def opens_at(self) -> datetime | None:
        return None if self.forgotten_at is None else self.forgotten_at + FORGOTTEN_WAIT


def read_standing(tx: Tx) -> Standing:
    """Worked out from this desk's facts, so that starting the program anew changes nothing.

    What was noted while the clock was far ahead makes nobody wait until then.
    """
    c = FactRow.__table__.c
    rows = tx.execute(
        select(FactRow.outcome, FactRow.at)
        .where(c.kind == AUDIT, c.desk == tx.desk, c.outcome.in_([_RIGHT, _WRONG, _SET, _FORGOTTEN]))
        .order_by(c.seq)
    )
    now = tx.now()
    wrong, last, forgotten = 0, 0, None
    for outcome, at in rows:
        is_credible = is_near(from_microseconds(at), now)
        if outcome == _WRONG:
            wrong, last = wrong + 1, at if is_credible else 0
        elif outcome == _FORGOTTEN:
            forgotten = forgotten or (at if is_credible else None)
        else:
            wrong, forgotten = 0, None
    until = from_microseconds(last) + _wait_after(wrong) if wrong >= FREE_TRIES else None
    return Standing(
        has_pin(tx),
        wrong,
        until if until is not None and until > now else None,
        None if forgotten is None else from_microseconds(forgotten),
    )


def _wait_after(wrong: int) -> timedelta:
    """Doubles with every wrong try after the free ones."""
    doublings: int = min(wrong - FREE_TRIES, 10)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)


def set_organiser_pin(database: Database, *, pin: str, old: str = "", operator: str = "") -> None:
    """Sets the organiser's PIN, or changes it by the old one.

    A forgotten one may be replaced without it, a day after somebody said so. Raises ``UserError`` where that is
    not so yet, the old one is wrong, or the new one is none.
    """
    with database.read() as tx:
        standing = read_standing(tx)
        is_open = standing.opens_at is not None and standing.opens_at <= tx.now()
    if standing.is_set and not is_open:
        unlock(database, pin=old)
    with database.write() as tx:
        keep_pin(tx, setting=ORGANISER, pin=pin)
        _note(tx, _SET, by=clean(operator))


def tell_forgotten(tx: Tx, *, operator: str) -> Standing:
    """Notes that the PIN is forgotten: a day later a new one can be set at this desk without it.

    The fact reaches every desk, so that nobody does so unseen; the right PIN, typed meanwhile, ends the waiting.
    Raises ``UserError`` where nobody is named, or there is no PIN.
    """
    if not has_pin(tx):
        raise UserError(
            _("This project has no organiser's PIN yet. Set one with “pin set”."),
            in_window=_("This project has no organiser's PIN yet. Set one first, then try again."),
        )
    if not clean(operator):
        raise UserError(_("Say who has forgotten the PIN: your name is kept with it."))
    if read_standing(tx).forgotten_at is None:
        _note(tx, _FORGOTTEN, by=clean(operator))
    return read_standing(tx)
