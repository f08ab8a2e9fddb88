"""The questions of an XLSForm's survey, row by row (pure)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from o2o_events.feedback.questions import OTHER, SILENT, Condition, Option, Question
from o2o_events.feedback.xlsform_choices import ChoiceList, clean_texts, not_supported
from o2o_events.feedback.xlsform_logic import read_bounds, read_condition, read_flag, read_range
from o2o_events.feedback.xlsform_sheets import Sheet, SheetRow
from o2o_events.feedback.xlsform_words import (
    BARRIER,
    HIGH,
    INTRODUCTION,
    KIND,
    LOW,
    OURS,
    PAIRS,
    THANKS,
    Kind,
    Unsupported,
    read_kind,
)
from o2o_events.i18n import _

_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
_READ: Final = frozenset({"type", "name", "label", "hint", "required", "relevant"})
_AS_TEXT: Final = frozenset({"phone number", "phonenumber", "email", "date", "time", "datetime", "barcode"})
_HIGHEST_STEPS: Final = 10


@dataclass
class _Part:
    """A group or repeat that is open."""

    is_labelled: bool
    condition: Condition | None


@dataclass
class Survey:
    """Reads the rows in their order. What a form cannot keep is in ``found``."""

    sheet: Sheet
    lists: Mapping[str, ChoiceList]
    own: str
    found: list[Unsupported]
    questions: list[Question] = field(default_factory=list)
    introduction: dict[str, str] = field(default_factory=dict)
    thanks: dict[str, str] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _choices: dict[str, ChoiceList] = field(default_factory=dict)
    _parts: list[_Part] = field(default_factory=list)
    _is_after_section: bool = False

    def read(self) -> None:
        for row in self.sheet.rows:
            self._read_row(row)
        if self._parts:
            self._name(None, "type", "begin group", _("A group is not ended; the form goes on to its end."))

    def _name(self, row: SheetRow | None, column: str, value: str, message: str) -> None:
        self.found.append(Unsupported(self.sheet.title, row.number if row else None, column, value, message))

    def _read_row(self, row: SheetRow) -> None:
        kind = read_kind(row.get("type"))
        name = row.get("name")
        if not kind.word:
            self._name(row, "type", name, _("This row says no type; it was left out."))
        elif kind.word == "note" and name in (INTRODUCTION, THANKS):
            texts = clean_texts(row.texts("label", self.own))
            self.introduction, self.thanks = (
                (texts, self.thanks) if name == INTRODUCTION else (self.introduction, texts)
            )
        elif kind.word.startswith("begin "):
            self._begin(row, kind.word)
        elif kind.word.startswith("end "):
            self._end(row)
        elif not self._is_aside(row, kind):
            self._add(row, kind)

    def _begin(self, row: SheetRow, word: str) -> None:
        if word.startswith(("begin repeat", "begin loop")):
            self._name(row, "type", row.get("type"), _("Parts that repeat are not supported; this one is asked once."))
        label = clean_texts(row.texts("label", self.own))
        condition = self._condition(row)
        self._parts.append(_Part(bool(label), condition))
        self._name_cells(row, "begin group", extra=())
        if not label:
            if row.texts("hint", self.own):
                self._name(row, "hint", row.get("hint"), _("A group without a text has no hint; it was left out."))
            return
        self._is_after_section = False
        self._keep(
            row, Question(self._code(row), "section", label, clean_texts(row.texts("hint", self.own))), condition
        )

    def _end(self, row: SheetRow) -> None:
        if not self._parts:
            self._name(row, "type", row.get("type"), _("Nothing was begun that could end here."))
            return
        self._is_after_section |= self._parts.pop().is_labelled and not any(p.is_labelled for p in self._parts)
        self._is_after_section &= row.get(KIND) != "end"

    def _is_aside(self, row: SheetRow, kind: Kind) -> bool:
        """Whether the row is the words of another option, or a comment, beside an earlier question."""
        name, mark = row.get("name"), row.get(KIND)
        for part in (OTHER, "comment"):
            asked = name.removesuffix(f"_{part}")
            place = next((n for n, q in enumerate(self.questions) if q.code == self._codes.get(asked)), None)
            if kind.word != "text" or asked == name or place is None or (mark and mark != part):
                continue
            question = self.questions[place]
            if part == OTHER and not self._asks_other(row, question, mark):
                continue
            if part == "comment" and question.kind in SILENT:
                continue
            if part == OTHER:
                options = tuple(option for option in question.options if option.code != OTHER)
                self.questions[place] = replace(question, has_other=True, options=options)
            else:
                self.questions[place] = replace(question, has_comment=True)
            if not mark:
                words = _("This is asked beside “{question}”, in our own words.").format(question=question.code)
                self._name(row, "name", name, words)
                self._name_cells(row, "text", extra=("appearance",))
            return True
        return False

    def _asks_other(self, row: SheetRow, question: Question, mark: str) -> bool:
        if question.kind not in ("one", "many", "agreement"):
            return False
        condition = read_condition(row.get("relevant"))
        return bool(mark) or (condition is not None and condition.values == (OTHER,))

    def _add(self, row: SheetRow, kind: Kind) -> None:
        make = self._maker(kind)
        if make is None:
            words = _("“{type}” is not supported; this row was left out.").format(type=row.get("type"))
            self._name(row, "type", row.get("name"), words)
            return
        question = make(row, kind)
        if question is None:
            return
        if self._is_after_section:
            self._name(row, "type", row.get("name"), _("This stands after a section; here it stands in it."))
            self._is_after_section = False
        self._keep(row, question, self._condition(row))

    def _maker(self, kind: Kind) -> Callable[[SheetRow, Kind], Question | None] | None:
        if kind.word in _AS_TEXT:
            return self._text
        return {
            "text": self._text,
            "integer": self._number,
            "decimal": self._number,
            "range": self._range,
            "note": self._note,
            "select_one": self._choice,
            "select_multiple": self._choice,
        }.get(kind.word)

    def _keep(self, row: SheetRow, question: Question, condition: Condition | None) -> None:
        inherited = next((part.condition for part in reversed(self._parts) if part.condition), None)
        if condition is not None and inherited is not None and condition != inherited:
            self._name(
                row, "relevant", row.get("relevant"), _("The group's own condition is not kept beside this one.")
            )
        required = read_flag(row.get("required"))
        if required is None:
            self._name(
                row, "required", row.get("required"), _("Only yes and no are supported; it is not required here.")
            )
        if row.get("name"):
            self._codes[row.get("name")] = question.code
        self.questions.append(
            replace(
                question,
                is_required=bool(required) and question.kind not in SILENT,
                show_if=condition or inherited,
                pairs_with=self._codes.get(row.get(PAIRS), row.get(PAIRS)),
                barrier_field=row.get(BARRIER),
            )
        )

    def _condition(self, row: SheetRow) -> Condition | None:
        text = row.get("relevant")
        if not text:
            return None
        read = read_condition(text)
        asked = next((q for q in self.questions if read and q.code == self._codes.get(read.question)), None)
        if read is None or asked is None or asked.kind in SILENT:
            words = (
                _("Only conditions such as ${question} = 'answer' are supported; it is always shown here.")
                if read is None
                else _("“{question}” is no question before this one; it is always shown here.").format(
                    question=read.question
                )
            )
            self._name(row, "relevant", text, words)
            return None
        codes = self._choices[asked.code].codes if asked.code in self._choices else {}
        return Condition(asked.code, tuple(codes.get(value, value) for value in read.values))

    def _basis(self, row: SheetRow, kind: str) -> Question:
        label = clean_texts(row.texts("label", self.own))
        code = self._code(row)
        if not label:
            self._name(row, "label", row.get("name"), _("This question has no text; its name stands for it."))
            label = {self.own: row.get("name") or code}
        for cell in row.cells:
            if cell.heading.name in ("label", "hint") and re.search(r"\$\{|%\(\w+\)s", cell.text):
                words = _("What was answered elsewhere is not put into this text.")
                self._name(row, cell.column, cell.text, words)
        return Question(code, kind, label, clean_texts(row.texts("hint", self.own)))

    def _text(self, row: SheetRow, kind: Kind) -> Question:
        if kind.word in _AS_TEXT:
            words = _("“{type}” is asked as a short text here.").format(type=row.get("type"))
            self._name(row, "type", row.get("type"), words)
        is_long = row.get("appearance") == "multiline"
        self._name_cells(row, kind.word, extra=("appearance",) if is_long else ())
        return self._basis(row, "long_text" if is_long else "short_text")

    def _note(self, row: SheetRow, kind: Kind) -> Question | None:
        if not row.texts("label", self.own):
            self._name(row, "label", row.get("name"), _("This note has no text; it was left out."))
            return None
        self._name_cells(row, kind.word, extra=())
        is_section = row.get(KIND) == "section"
        self._is_after_section &= not is_section
        return self._basis(row, "section" if is_section else "note")

    def _number(self, row: SheetRow, kind: Kind) -> Question:
        is_whole = kind.word == "integer"
        text = row.get("constraint")
        bounds = read_bounds(text, is_whole=is_whole) if text else None
        self._name_cells(row, kind.word, extra=("constraint",) if bounds else ())
        basis = replace(self._basis(row, "number"), is_whole=is_whole)
        return replace(basis, lowest=bounds.lowest, highest=bounds.highest) if bounds else basis

    def _range(self, row: SheetRow, kind: Kind) -> Question:
        read = read_range(row.get("parameters"))
        self._name_cells(row, kind.word, extra=("parameters",) if read else ())
        start, end, step = read or (1.0, 10.0, 1.0)
        lowest, highest = int(min(start, end)), int(max(start, end))
        is_rating = step == 1 and start.is_integer() and end.is_integer() and 1 <= highest - lowest <= _HIGHEST_STEPS
        is_whole = start.is_integer() and step.is_integer() and not is_rating
        if not is_rating:
            words = _("Asked as a number from {lowest} to {highest} here.").format(lowest=lowest, highest=highest)
            self._name(row, "parameters", row.get("parameters"), words)
        ends = tuple(clean_texts(row.texts(name, self.own)) for name in (LOW, HIGH))
        basis = self._basis(row, "rating" if is_rating else "number")
        return replace(basis, lowest=lowest, highest=highest, is_whole=is_whole, ends=ends if any(ends) else ())

    def _choice(self, row: SheetRow, kind: Kind) -> Question | None:
        listed = self.lists.get(kind.list_name)
        options: list[Option] = [] if listed is None else list(listed.options)
        if kind.has_other:
            options = [option for option in options if option.code != OTHER]
        if len(options) + kind.has_other < 2:
            words = _("The list “{list}” has fewer than two answers; this question was left out.")
            self._name(row, "type", row.get("name"), words.format(list=kind.list_name))
            return None
        is_likert = kind.word == "select_one" and row.get("appearance") == "likert"
        self._name_cells(row, kind.word, extra=("appearance",) if is_likert else ())
        basis = self._basis(row, "agreement" if is_likert else "one" if kind.word == "select_one" else "many")
        if listed is not None:
            self._choices[basis.code] = listed
        return replace(basis, options=tuple(options), has_other=kind.has_other)

    def _name_cells(self, row: SheetRow, _word: str, *, extra: tuple[str, ...]) -> None:
        """Names every cell that a question of this kind does not keep."""
        for cell in row.cells:
            name = cell.heading.name
            if name not in _READ and name not in extra and not name.startswith(OURS):
                self._name(row, cell.column, cell.text, not_supported(cell.column))

    def _code(self, row: SheetRow) -> str:
        name = row.get("name")
        plain = re.sub(r"[^A-Za-z0-9_]+", "_", name)[:50].strip("_")
        wanted = name if _CODE.fullmatch(name) else plain if plain[:1].isalpha() else f"q_{plain or row.number}"
        if wanted.endswith((f"_{OTHER}", "_comment")):
            wanted += "_text"
        taken = {question.code for question in self.questions}
        code, number = wanted, 2
        while code in taken:
            code, number = f"{wanted}_{number}", number + 1
        if code != name:
            words = _("A question cannot be named so here; it is named “{code}”.").format(code=code)
            self._name(row, "name", name, words)
        return code
