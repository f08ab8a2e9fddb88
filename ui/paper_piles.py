"""The paper sheets of one code: what they ask, which are typed in, and which of a sample twice."""

from dataclasses import dataclass, replace

from o2o_events.db.transaction import Tx
from o2o_events.feedback.double_entry import checked_answers, sample_to_check
from o2o_events.feedback.queries import AnswerSet
from o2o_events.feedback.questions import FormContent
from o2o_events.feedback.sheet_lookup import FoundSheet, entered_sheets, find_typed_sheet
from o2o_events.i18n import _, ngettext


@dataclass(frozen=True)
class Pile:
    """The sheets of one code: what they ask, which are entered, and which of those twice."""

    sheet: FoundSheet
    entered: tuple[AnswerSet, ...]
    checked: frozenset[str]

    @property
    def content(self) -> FormContent:
        """Nothing is required of paper: what was left empty stays so."""
        content = self.sheet.version.content
        return replace(content, questions=tuple(replace(q, is_required=False) for q in content.questions))

    def answer_of(self, number: str) -> AnswerSet | None:
        return next((answer for answer in self.entered if answer.sheet == number), None)

    @property
    def next_number(self) -> str:
        numbers = [int(answer.sheet) for answer in self.entered if answer.sheet and answer.sheet.isdecimal()]
        return str(max(numbers, default=0) + 1)

    @property
    def title(self) -> str:
        """The form with its version, and what it is about."""
        sheet = self.sheet
        version = _("version {n}").format(n=sheet.version.number)
        return f"{sheet.form.label} ({version})  ·  {sheet.target.title if sheet.target.id else sheet.event.label}"

    def progress(self, *, is_second: bool) -> str:
        """How far it is typed in; in the second entry also which sheets wait for it."""
        entered = ngettext("{n} sheet entered", "{n} sheets entered", len(self.entered)).format(n=len(self.entered))
        sample = sample_to_check(self.entered)
        twice = _("of the sample entered twice: {n} of {all}").format(
            n=sum(answer.id in self.checked for answer in sample), all=len(sample)
        )
        left = ", ".join(answer.sheet or "" for answer in self.to_check[:12])
        waiting = _("to be entered again: {numbers}").format(numbers=left) if left and is_second else ""
        return "  ·  ".join(filter(None, (entered, twice, waiting)))

    @property
    def to_check(self) -> list[AnswerSet]:
        """Those of the sample that were entered once only."""
        return [answer for answer in sample_to_check(self.entered) if answer.id not in self.checked]


def read_pile(tx: Tx, code: str) -> Pile:
    """Reads what there is of a typed code. Raises ``UserError`` where it leads nowhere."""
    sheet = find_typed_sheet(tx, code)
    entered = entered_sheets(tx, sheet)
    return Pile(sheet, tuple(entered), frozenset(checked_answers(tx, entered)))
