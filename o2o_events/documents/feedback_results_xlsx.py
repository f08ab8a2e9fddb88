"""The results of a form as a workbook: figures, charts that people can go on with, groups, texts with their tags."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from o2o_events.documents.chart_xlsx import add_charts
from o2o_events.documents.feedback_charts import (
    charts_of,
    choice_words,
    gain_words,
    kept_back_groups,
    kept_back_words,
    names_words,
    overview_chart,
    question_words,
    rate_words,
)
from o2o_events.documents.feedback_results import Results
from o2o_events.documents.sheet_room import height_of, lines_of
from o2o_events.feedback.results import QuestionResult
from o2o_events.i18n import _

_LONGEST_CELL: Final = 32_767
Line = Sequence[str | float | None]


def write(file: Path, results: Results) -> None:
    """Every text is written as a string, so that none is taken for a formula or a link."""
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": results.form.label})
        _write_summary(book, book.add_worksheet(_("Results")[:31]), results)
        _write_charts(book, book.add_worksheet(_("Charts")[:31]), results)
        if results.groups:
            _write_groups(book, book.add_worksheet(_("Groups")[:31]), results)
        _write_texts(book, book.add_worksheet(_("Texts")[:31]), results)
        for page in book.worksheets():
            _set_paper(page, results.form.label, fits=page.name != _("Charts")[:31])


def _set_paper(page: Any, words: str, *, fits: bool) -> None:
    page.set_landscape()
    page.set_paper(9)
    if fits:
        page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    page.set_footer("&L&8 " + words[:120].replace("&", "&&") + "&R&8&P / &N")


def _write_summary(book: Any, page: Any, results: Results) -> None:
    head = [results.form.label, *(event.label for event in results.events), results.target_label]
    lines: list[Line] = [[text] for text in (*filter(None, head), rate_words(results), names_words(results))]
    lines += [[gain_words(gain)] for gain in results.gains]
    lines += [[]]
    for number, line in enumerate(lines):
        _write_line(page, number, line, book.add_format({"bold": True}) if number == 0 else None)
    heading = [_("Item"), _("Answer"), _("Answered"), _("Share"), _("Blank"), _("Mean"), _("Positive"), _("Code")]
    table = [row for result in results.questions for row in _rows(result)]
    _write_table(book, page, len(lines), heading, table, widths=(60, 34, 11, 11, 11, 11, 11, 34))


def _rows(result: QuestionResult) -> list[Line]:
    """A row for the question, and one for each answer it offers."""
    question = result.question
    label = question_words(question)
    rows: list[Line] = [[label, "", result.n, None, result.blanks, result.mean, result.positive, question.code]]
    for choice in result.choices:
        share = choice.count / result.n if result.n else None
        words = choice_words(question, choice.code)
        rows.append([label, words, choice.count, share, None, None, None, f"{question.code}={choice.code}"])
    return rows


def _write_charts(book: Any, page: Any, results: Results) -> None:
    specs = [overview_chart(results), *(chart for _result, chart in charts_of(results))]
    add_charts(book, page, [spec for spec in specs if spec is not None])


def _write_groups(book: Any, page: Any, results: Results) -> None:
    heading = [_("Group"), _("Item"), _("Answer"), _("Answered"), _("Share"), _("Blank"), _("Mean"), _("Positive")]
    table: list[Line] = []
    for group in results.groups:
        for result in group.group.results or ():
            for item, answer, count, share, blank, mean, positive, _code in map(list, _rows(result)):
                table.append([group.label, item, answer, count, share, blank, mean, positive])
    number = _write_table(book, page, 0, heading, table, widths=(34, 60, 34, 11, 11, 11, 11, 11))
    hidden = kept_back_groups(results)
    if hidden:
        _write_line(page, number + 1, [_("Kept back: {groups}.").format(groups="; ".join(hidden))])
        _write_line(page, number + 2, [kept_back_words()])


def _write_texts(book: Any, page: Any, results: Results) -> None:
    table: list[Line] = []
    for result in results.questions:
        for text in result.texts:
            name = f"{result.question.code}_{text.part}" if text.part else result.question.code
            tags = results.tags.get((text.answer, name), ())
            table.append([question_words(result.question), _part_words(text.part), text.text, "; ".join(tags)])
    _write_table(book, page, 0, [_("Item"), _("Part"), _("Text"), _("Tags")], table, widths=(50, 14, 90, 30))


def _part_words(part: str) -> str:
    return {"other": _("Other"), "comment": _("Comment")}.get(part, "")


def _write_table(
    book: Any, page: Any, first: int, heading: Sequence[str], table: Sequence[Line], *, widths: Sequence[float]
) -> int:
    """Writes a head and rows; answers the row below."""
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E8EDF3"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    right = {"valign": "top", "align": "right", "indent": 1}
    figure, percent = book.add_format(right), book.add_format(right | {"num_format": "0.0%"})
    two = book.add_format(right | {"num_format": "0.00"})
    special = {_("Share"): percent, _("Positive"): percent, _("Mean"): two}
    _write_line(page, first, heading, head)
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    for number, line in enumerate(table, first + 1):
        texts = [(value, width) for value, width in zip(line, widths, strict=True) if isinstance(value, str)]
        lines = max((lines_of(text, width) for text, width in texts), default=1)
        if lines > 1:
            page.set_row(number, height_of(lines))
        for place, value in enumerate(line):
            usual = body if isinstance(value, str) else figure
            _write_cell(page, number, place, value, special.get(heading[place], usual))
    page.repeat_rows(first)
    if not first:
        page.freeze_panes(1, 0)
    return first + 1 + len(table)


def _write_line(page: Any, number: int, line: Line, style: Any = None) -> None:
    for place, value in enumerate(line):
        _write_cell(page, number, place, value, style)


def _write_cell(page: Any, row: int, place: int, value: str | float | None, style: Any) -> None:
    if isinstance(value, str):
        if value:
            page.write_string(row, place, value[:_LONGEST_CELL], style)
    elif value is not None:
        page.write_number(row, place, value, style)
