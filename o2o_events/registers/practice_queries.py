"""What screens and commands ask of the practice register."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from o2o_events.db.models import AttachmentRow, PracticeRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.economies import position
from o2o_events.registers.practices import Practice, from_row
from o2o_events.text import fold, words

SUBJECT = "practice"
"""The table that a practice's files are attached to."""


@dataclass(frozen=True)
class Wanted:
    """Which practices: every condition that is given must hold. ``text`` is sought in names, titles and summaries.

    ``presented_at`` is an event's id; the flags are yes, no, or None for either.
    """

    text: str = ""
    statuses: Sequence[str] = ()
    economies: Sequence[str] = ()
    is_women_led: bool | None = None
    is_youth_led: bool | None = None
    is_selected: bool | None = None
    in_guidebook: bool | None = None
    presented_at: str | None = None

    def fits(self, practice: Practice) -> bool:
        """Whether a practice is wanted. A flag that is not stated is no."""
        flags = (
            (self.is_women_led, practice.is_women_led),
            (self.is_youth_led, practice.is_youth_led),
            (self.is_selected, practice.is_selected),
            (self.in_guidebook, practice.in_guidebook),
        )
        return (
            all(wanted is None or wanted == bool(has) for wanted, has in flags)
            and (not self.statuses or practice.status in self.statuses)
            and (not self.economies or (practice.economy or "") in self.economies)
            and (self.presented_at is None or self.presented_at in practice.presented_at)
            and _has_words(practice, self.text)
        )


def _has_words(practice: Practice, text: str) -> bool:
    sought = words(fold(text))
    if not sought:
        return True
    texts = [
        *practice.title.values(), *(practice.summary or {}).values(), practice.company, practice.economy_name,
        practice.o2o_model, practice.nominated_by, practice.source_ref,
    ]  # fmt: skip
    folded = fold(" ".join(texts))
    return all(word in folded for word in sought)


def list_practices(tx: Tx, wanted: Wanted | None = None) -> list[Practice]:
    """Practices by economy in APEC's order, then by company and title."""
    files = select(AttachmentRow.record, func.count()).where(AttachmentRow.subject == SUBJECT, ~AttachmentRow.deleted)
    counts = {row[0]: row[1] for row in tx.execute(files.group_by(AttachmentRow.record))}
    rows = tx.scalars(select(PracticeRow).where(~PracticeRow.deleted))
    found = [from_row(row, counts.get(row.id, 0)) for row in rows]
    found = [practice for practice in found if wanted is None or wanted.fits(practice)]
    return sorted(found, key=lambda p: (position(p.economy), fold(p.company), fold(p.label), p.id))


def get_practice(tx: Tx, text: str) -> Practice:
    """The practice with this id, number, title or company, as somebody wrote it. Raises ``UserError`` if not one."""
    everything = list_practices(tx)
    for practice in everything:
        if practice.id == text.strip():
            return practice
    key = fold(text.strip())
    for names in (lambda p: [p.source_ref], lambda p: p.title.values(), lambda p: [p.company]):
        found = [p for p in everything if key and key in map(fold, names(p))]
        if len(found) == 1:
            return found[0]
        if found:
            raise UserError(
                _(
                    "“{text}” fits several best practices: {found}. Give the id of one; “practice list” shows it."
                ).format(text=text, found="; ".join(f"{p.label} ({p.company})" for p in found[:5])),
                in_window=_("“{text}” fits several best practices. Type more of it.").format(text=text),
            )
    raise UserError(
        _("There is no best practice “{text}”. Give its title, company or id; “practice list” shows them.").format(
            text=text
        ),
        in_window=_("This best practice is in the register no longer. Look at it again."),
    )
