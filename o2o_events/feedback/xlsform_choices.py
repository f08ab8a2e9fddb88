"""The lists of answers of an XLSForm (pure)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from o2o_events.feedback.questions import Option
from o2o_events.feedback.xlsform_logic import read_flag
from o2o_events.feedback.xlsform_sheets import Sheet, SheetRow
from o2o_events.feedback.xlsform_words import OURS, POSITIVE, Unsupported
from o2o_events.i18n import _
from o2o_events.text import clean, clean_lines

_CODE: Final = re.compile(r"[A-Za-z0-9_.-]{1,60}")
_READ: Final = frozenset({"list_name", "name", "label"})


@dataclass
class ChoiceList:
    """The answers of one list; ``codes`` is what each was called in the file -> its code here."""

    options: list[Option] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)


def read_choices(sheet: Sheet, own: str, found: list[Unsupported]) -> Mapping[str, ChoiceList]:
    """The lists by name; what they hold that answers cannot is added to ``found``."""
    lists: dict[str, ChoiceList] = {}
    for row in sheet.rows:
        _read_choice(sheet.title, row, own, lists, found)
    return lists


def _read_choice(title: str, row: SheetRow, own: str, lists: dict[str, ChoiceList], found: list[Unsupported]) -> None:
    list_name, name = row.get("list_name"), row.get("name")
    if not list_name or not name:
        found.append(Unsupported(title, row.number, "", list_name or name, _("An answer needs a list and a name.")))
        return
    for cell in row.cells:
        if cell.heading.name not in _READ and not cell.heading.name.startswith(OURS):
            found.append(Unsupported(title, row.number, cell.column, cell.text, not_supported(cell.column)))
    listed = lists.setdefault(list_name, ChoiceList())
    if name in listed.codes:
        words = _("The list has this answer already; the first one is kept.")
        found.append(Unsupported(title, row.number, "name", name, words))
        return
    code = _code(name, {option.code for option in listed.options})
    if code != name:
        words = _("An answer cannot be named so; it is named “{code}” here.").format(code=code)
        found.append(Unsupported(title, row.number, "name", name, words))
    listed.codes[name] = code
    label = clean_texts(row.texts("label", own)) or {own: clean(name)}
    listed.options.append(Option(code, label, bool(read_flag(row.get(POSITIVE)))))


def _code(name: str, taken: set[str]) -> str:
    wanted = name if _CODE.fullmatch(name) else re.sub(r"[^A-Za-z0-9_.-]+", "_", name)[:50].strip("_") or "answer"
    code, number = wanted, 2
    while code in taken:
        code, number = f"{wanted}_{number}", number + 1
    return code


def clean_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts by language as they are kept, without empty ones."""
    return {tag: kept for tag, text in texts.items() if (kept := clean_lines(text))}


def not_supported(column: str) -> str:
    return _("“{column}” is not supported; it was left out.").format(column=column)
