"""The rows of a list, read: who stands in it, column by column, and what is wrong with which cell (pure)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from o2o_events.i18n import _
from o2o_events.people.cells import Place, reader_for
from o2o_events.people.columns import NAME_FIELDS, Column
from o2o_events.people.fields import word_key
from o2o_events.people.names import compose_name, is_vietnamese, split_name
from o2o_events.people.reading import PeopleFile
from o2o_events.text import clean

_TOTALS = tuple(
    map(word_key, ("total", "subtotal", "tổng", "tổng cộng", "tổng số", "合計", "總計", "共計", "小計", "总计", "合计"))
)
_GROUPS = tuple(
    map(word_key, ("delegation", "group", "đoàn", "nhóm", "delegación", "grupo", "代表團", "組", "ministry", "session"))
)
_FEW = 3
"""Filled cells that a total or a heading among the rows has at most."""
_SHARED_NAMES = ("second_family_name", "middle_name", "full_name")
"""Fields of a list that end up in another."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell or a row. ``column`` is the list's heading, empty for the row as a whole."""

    row: int
    column: str
    value: str
    message: str


@dataclass
class PeopleList:
    """The people of a list, column by column: ``values[field][i]`` is of the row numbered ``numbers[i]``.

    Fields that the list does not have are not in ``values``; ``headings`` are those of the fields it has.
    """

    numbers: list[int]
    values: dict[str, list[Any]]
    headings: dict[str, str]
    problems: list[Problem] = field(default_factory=list)
    rejected: int = 0
    skipped: int = 0
    notes: list[str] = field(default_factory=list)
    damaged: set[tuple[str, int]] = field(default_factory=set)
    """Field and row number of texts that came damaged and could not be put right."""


def read_list(file: PeopleFile, place: Place, progress: Callable[[float], None] | None = None) -> PeopleList:
    """Reads every row that is a person's. ``progress`` is told the share done, from 0 to 1."""
    columns = [column for column in file.columns if column.field]
    listed = PeopleList([], {}, {column.field or "": column.heading for column in columns})
    rows = _people_rows(file, columns, listed)
    cells = _by_column(rows, columns)
    fatal = _read_columns(cells, columns, place, listed, progress)
    _compose_names(listed, len(rows))
    _reject(listed, cells, fatal)
    for name in _SHARED_NAMES:
        listed.values.pop(name, None)
    _note_columns(file, listed)
    listed.problems.sort(key=lambda problem: problem.row)
    return listed


def _people_rows(file: PeopleFile, columns: Sequence[Column], listed: PeopleList) -> list[list[str]]:
    """Rows that are neither blank, nor broken, nor totals and headings; all padded to the same width."""
    width = max((column.index for column in columns), default=0) + 1
    names = [column.index for column in columns if column.field in NAME_FIELDS]
    headings = [column.heading for column in file.columns]
    kept = []
    beyond = 0
    for number, cells in zip(file.numbers, file.rows, strict=True):
        filled = len(cells) - cells.count("")
        if filled == 0:
            continue
        if number in file.broken:
            listed.rejected += 1
            listed.problems.append(Problem(number, "", _excerpt(cells), file.broken[number]))
            continue
        if filled <= _FEW or cells[0].strip() in headings[:1]:
            if not any(cell.strip() for cell in cells):
                continue
            if _is_furniture(cells, names, len(columns), headings):
                listed.skipped += 1
                continue
        if len(cells) < width:
            cells = [*cells, *[""] * (width - len(cells))]
        elif len(cells) > len(headings) and any(cells[len(headings) :]):
            beyond += 1
        kept.append(cells)
        listed.numbers.append(number)
    if beyond:
        listed.notes.append(
            _("{n} rows have cells beyond the last heading; those cells were not read.").format(n=beyond)
        )
    return kept


def _excerpt(cells: Sequence[str]) -> str:
    return " | ".join(clean(cell) for cell in cells if cell.strip())[:120]


def _is_furniture(cells: Sequence[str], names: Sequence[int], known: int, headings: Sequence[str]) -> bool:
    """Whether a row with few cells is a total, a heading of a group, or the headings once more."""
    filled = [(i, cell.strip()) for i, cell in enumerate(cells) if cell.strip()]
    texts = [text for _i, text in filled]
    if len(filled) > 1 and all(i < len(headings) and clean(text) == headings[i] for i, text in filled):
        return True
    if len(filled) > _FEW:
        return False
    first = word_key(texts[0])
    if first.startswith(_TOTALS) and (len(filled) == 1 or any(_is_number(text) for text in texts[1:])):
        return True
    has_name = any(i in names for i, _text in filled)
    if len(filled) == 1 and known > _FEW:
        return not has_name or first.startswith(_GROUPS) or any(group in first for group in _GROUPS[:1])
    return False


def _is_number(text: str) -> bool:
    return text.replace(".", "").replace(",", "").isdigit() or text.startswith("=")


def _by_column(rows: list[list[str]], columns: Sequence[Column]) -> dict[str, list[str]]:
    return {column.field or "": list(map(itemgetter(column.index), rows)) for column in columns}


def _read_columns(
    cells: dict[str, list[str]],
    columns: Sequence[Column],
    place: Place,
    listed: PeopleList,
    progress: Callable[[float], None] | None,
) -> dict[int, Problem]:
    """Fills ``listed.values``; answers the rows that a cell keeps out."""
    fatal: dict[int, Problem] = {}
    for done, column in enumerate(columns, 1):
        name = column.field or ""
        of_column = cells[name]
        reader = reader_for(name, place, of_column)
        listed.values[name] = reader.read_all(of_column)
        for wrong, kept in ((reader.wrong, None), (reader.fatal, fatal)):
            if wrong:
                for i, cell in enumerate(of_column):
                    if cell in wrong:
                        problem = Problem(listed.numbers[i], column.heading, cell, wrong[cell])
                        if kept is None:
                            listed.problems.append(problem)
                        else:
                            kept.setdefault(i, problem)
        if reader.damaged:
            rows = (listed.numbers[i] for i, cell in enumerate(of_column) if cell in reader.damaged)
            listed.damaged.update((name, row) for row in rows)
        if progress:
            progress(done / len(columns))
    _settle_births(listed, cells, columns, place)
    return fatal


def _settle_births(listed: PeopleList, cells: dict[str, list[str]], columns: Sequence[Column], place: Place) -> None:
    """A short year before a slash counts from 1912 for people from Chinese Taipei, wherever the event is."""
    births = listed.values.pop("birth_date", None)
    if births is None:
        return
    economies = listed.values.get("economy")
    heading = next(column.heading for column in columns if column.field == "birth_date")
    if economies is not None and not place.uses_roc:
        reader = reader_for("birth_date_roc", place, ())
        doubtful = {problem.row for problem in listed.problems if problem.column == heading}
        for i, number in enumerate(listed.numbers):
            if number in doubtful and economies[i] == "TW":
                cell = cells["birth_date"][i]
                births[i] = reader[cell]
                if cell not in reader.wrong:
                    listed.problems = [p for p in listed.problems if (p.row, p.column) != (number, heading)]
    stated = listed.values.get("age_35_or_under")
    if stated is None:
        listed.values["age_35_or_under"] = births
        listed.headings.setdefault("age_35_or_under", heading)
    else:
        listed.values["age_35_or_under"] = [
            answer if answer != "not_stated" else birth for answer, birth in zip(stated, births, strict=True)
        ]


def _compose_names(listed: PeopleList, count: int) -> None:
    """Given and family name from all columns that have parts of them."""
    values = listed.values
    given, family = values.get("given_name"), values.get("family_name")
    economies = values.get("economy") or [""] * count
    if (second := values.get("second_family_name")) is not None:
        family = [f"{a} {b}".strip() for a, b in zip(family or [""] * count, second, strict=True)]
    if (middle := values.get("middle_name")) is not None:
        rows = zip(given or [""] * count, middle, family or [""] * count, economies, strict=True)
        given = [_with_middle(*row) for row in rows]
    if (full := values.get("full_name")) is not None:
        given, family = list(given or [""] * count), list(family or [""] * count)
        printed = list(values.get("printed_name") or [""] * count)
        for i, name in enumerate(full):
            if name and not given[i] and not family[i]:
                given[i], family[i] = split_name(name, economies[i] or None)
                if not printed[i] and "," not in name:
                    printed[i] = name
        values["printed_name"] = printed
    if given is not None:
        values["given_name"] = given
    if family is not None:
        values["family_name"] = family


def _with_middle(given: str, middle: str, family: str, economy: str) -> str:
    if not middle or not given:
        return given or middle
    return f"{middle} {given}" if is_vietnamese(f"{middle} {given}", family, economy) else f"{given} {middle}"


def _reject(listed: PeopleList, cells: dict[str, list[str]], fatal: dict[int, Problem]) -> None:
    """Takes out rows that cannot go in: those with a fatal cell, and those without any name."""
    values = listed.values
    named = [
        values[name] for name in ("given_name", "family_name", "printed_name", "own_script_name") if name in values
    ]
    if named:
        nameless = [i for i, parts in enumerate(zip(*named, strict=True)) if not any(parts)]
    else:
        nameless = list(range(len(listed.numbers)))
    for i in nameless:
        text = _excerpt([column[i] for column in cells.values()])
        fatal[i] = Problem(
            listed.numbers[i], "", text, _("This row has no name. Add one in the list, or take the row out.")
        )
    if not fatal:
        return
    listed.rejected += len(fatal)
    gone = {problem.row for problem in fatal.values()}
    listed.problems = [problem for problem in listed.problems if problem.row not in gone or not problem.column]
    listed.problems += fatal.values()
    kept = [i for i in range(len(listed.numbers)) if i not in fatal]
    listed.numbers = [listed.numbers[i] for i in kept]
    listed.values = {name: [column[i] for i in kept] for name, column in values.items()}


def _note_columns(file: PeopleFile, listed: PeopleList) -> None:
    unread = [column.heading for column in file.columns if column.heading and not column.field]
    if unread:
        listed.notes.append(_("Columns that were not read: {columns}.").format(columns="; ".join(unread)))


def printed_names(listed: PeopleList) -> list[str]:
    """The names for the badges: as given, else composed in the habit of their script."""
    count = len(listed.numbers)
    columns: Iterator[tuple[str, ...]] = zip(
        *(
            listed.values.get(name) or [""] * count
            for name in ("printed_name", "given_name", "family_name", "own_script_name", "economy")
        ),
        strict=True,
    )
    return [
        printed or compose_name(given, family, economy or None) or own
        for printed, given, family, own, economy in columns
    ]
