"""One-time slips: printed codes that let each holder answer once, without saying who they are.

A slip is its batch (8 characters), its number in it (3) and a signature (13), all of one alphabet. The signature is
made with the project's badge key, so that every desk can check a slip and nobody else can make one.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from o2o_events.badges.keys import current_key, read_keys
from o2o_events.db.models import FactRow, SlipBatchRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.feedback.forms import Form
from o2o_events.i18n import _
from o2o_events.registers.events import Event

MOST: Final = 2_000
"""Slips of one batch."""
LENGTH: Final = 24
_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""31 characters of which no two look alike."""
_BATCH, _NUMBER, _SIGNATURE = 8, 3, 13


@dataclass(frozen=True)
class SlipBatch:
    """Slips for one form at one event, of one session or of the whole event."""

    id: str
    event: str
    form: str
    session: str | None
    count: int


def print_slips(tx: Tx, *, event: Event, form: Form, count: int, session: str | None = None) -> list[str]:
    """Makes a batch of slips; answers their texts. Raises ``UserError`` where the form takes none."""
    if not form.needs_slip:
        raise UserError(_("“{form}” is answered without slips. Switch slips on first.").format(form=form.label))
    if not 1 <= count <= MOST:
        raise UserError(_("Print between 1 and {n} slips at a time.").format(n=MOST))
    batch = "".join(secrets.choice(_ALPHABET) for _place in range(_BATCH))
    today = event.day_of(tx.now())
    tx.add(SlipBatchRow(id=batch, event=event.id, form=form.id, session=session, count=count, made_on=today))
    tx.flush()
    _number, secret = current_key(tx)
    return [_sign(batch + _spell(number, _NUMBER), secret) for number in range(count)]


def read_slip(tx: Tx, text: str) -> SlipBatch | None:
    """The batch of a genuine slip, typed in any case with any spaces or dashes; None for anything else."""
    slip = clean_slip(text)
    if len(slip) != LENGTH or set(slip) - set(_ALPHABET):
        return None
    head = slip[:-_SIGNATURE]
    if not any(hmac.compare_digest(_sign(head, secret), slip) for secret in read_keys(tx).values()):
        return None
    row = tx.get(SlipBatchRow, head[:_BATCH])
    return None if row is None or row.deleted else SlipBatch(row.id, row.event, row.form, row.session, row.count)


def is_used(tx: Tx, slip: str) -> bool:
    """Whether somebody has answered with the slip, as far as this desk knows."""
    answer = select(FactRow.id).where(FactRow.id == submission_of_slip(slip), FactRow.kind == "answer")
    return tx.scalar(answer.limit(1)) is not None


def submission_of_slip(slip: str) -> str:
    """The one submission that a slip stands for, at whatever desk it is used."""
    return "slip_" + hashlib.sha256(clean_slip(slip).encode()).hexdigest()[:40]


def clean_slip(text: str) -> str:
    """The slip that somebody typed or scanned, without what they put between."""
    return "".join(c for c in text.lower() if c not in " -–—")


def _sign(head: str, secret: bytes) -> str:
    digest = hmac.digest(secret, b"slip " + head.encode(), hashlib.sha256)
    return head + _spell(int.from_bytes(digest[:8], "big"), _SIGNATURE)


def _spell(value: int, length: int) -> str:
    characters = []
    for _place in range(length):
        value, place = divmod(value, len(_ALPHABET))
        characters.append(_ALPHABET[place])
    return "".join(reversed(characters))
