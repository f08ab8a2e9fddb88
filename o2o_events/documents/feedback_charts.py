"""The results of a form in words and charts, the same in the window, on paper and in workbooks."""

from collections.abc import Sequence
from typing import Final

from babel.numbers import format_decimal

from o2o_events.agenda.programme import text_in
from o2o_events.documents.charts import MOST_SERIES, PERCENT, ChartSpec, Series
from o2o_events.documents.feedback_results import LabelledGroup, Results
from o2o_events.documents.numbers import babel_locale, number, percent
from o2o_events.feedback.questions import OTHER, Question
from o2o_events.feedback.results import SMALLEST_GROUP, Gain, QuestionResult
from o2o_events.i18n import _

_LOWEST_PLOT: Final = 60.0
_SCALED: Final = frozenset({"agreement", "rating"})


def charts_of(results: Results) -> list[tuple[QuestionResult, ChartSpec | None]]:
    """Every question with its chart: how often each answer was given, or how the groups of the cut differ
    where any of them can be shown.

    Texts have none, and questions that nobody answered neither.
    """
    return [(result, _chart(results, result)) for result in results.questions]


def overview_chart(results: Results) -> ChartSpec | None:
    """The positive share of every question on a scale; None below two such questions."""
    rated = [r for r in results.questions if r.question.kind in _SCALED and r.positive is not None]
    if len(rated) < 2:
        return None
    return ChartSpec(
        kind="horizontal",
        title=_("Positive answers, by question"),
        categories=tuple(question_words(result.question) for result in rated),
        series=(Series(_("Positive"), tuple(_share(result.positive) for result in rated)),),
        unit=PERCENT,
        note=_("Agreement, and ratings above the middle of their scale, among those who answered."),
    )


def compact_height(spec: ChartSpec, width: float) -> float:
    """The height at which a chart can be read without air between its bars."""
    from o2o_events.documents.chart_bars import row_height  # imported when it is needed: it loads the fonts
    from o2o_events.documents.chart_frame import frame_height

    return frame_height(spec, width) + max(row_height(spec, width), _LOWEST_PLOT)


def _share(value: float | None) -> float | None:
    return None if value is None else value * 100


def _chart(results: Results, result: QuestionResult) -> ChartSpec | None:
    if results.groups and (compared := _groups_chart(results.groups, result)) is not None:
        return compared
    if not result.n or not result.choices:
        return None
    return ChartSpec(
        kind="horizontal",
        title=question_words(result.question),
        categories=tuple(choice_words(result.question, choice.code) for choice in result.choices),
        series=(Series(_("Answers"), tuple(float(choice.count) for choice in result.choices)),),
        note=figures_words(result),
    )


def _groups_chart(groups: Sequence[LabelledGroup], result: QuestionResult) -> ChartSpec | None:
    """Positive shares where answers can be positive, else means; for a choice the shares of each answer."""
    shown = [(group.label, found) for group in groups if (found := _result_in(group, result.question)) and found.n]
    if not shown:
        return None
    title = question_words(result.question)
    labels = tuple(f"{label} (n = {number(found.n)})" for label, found in shown)
    if any(found.positive is not None for _label, found in shown):
        series = Series(_("Positive"), tuple(_share(found.positive) for _label, found in shown))
        return ChartSpec("horizontal", title, labels, (series,), PERCENT, note=figures_words(result))
    if any(found.mean is not None for _label, found in shown):
        series = Series(_("Mean"), tuple(found.mean for _label, found in shown))
        return ChartSpec("horizontal", title, labels, (series,), note=figures_words(result))
    if not result.choices:
        return None
    left_out = len(shown) - MOST_SERIES
    note = figures_words(result) + " · " + _("The largest groups are shown.") if left_out > 0 else figures_words(result)
    largest = sorted(shown, key=lambda one: -one[1].n)[:MOST_SERIES]
    kept = [one for one in shown if one in largest]
    return ChartSpec(
        kind="horizontal",
        title=title,
        categories=tuple(choice_words(result.question, choice.code) for choice in result.choices),
        series=tuple(
            Series(f"{label} (n = {number(found.n)})", tuple(100 * c.count / found.n for c in found.choices))
            for label, found in kept
        ),
        unit=PERCENT,
        note=note,
    )


def _result_in(group: LabelledGroup, question: Question) -> QuestionResult | None:
    results = group.group.results or ()
    return next((result for result in results if result.question.code == question.code), None)


def question_words(question: Question) -> str:
    return text_in(question.label) or question.code


def choice_words(question: Question, code: str) -> str:
    """An answer as people read it; the ends of a rating with their words."""
    if question.kind == "rating":
        ends = dict(zip((question.lowest, question.highest), question.ends, strict=False))
        end = text_in(ends.get(int(code), {}))
        return f"{code} – {end}" if end else code
    if code == OTHER and question.has_other:
        return _("Other")
    return next((text_in(option.label) for option in question.options if option.code == code), "") or code


def figures_words(result: QuestionResult) -> str:
    """The figures of a question in one line."""
    parts = [
        _("{n} answered").format(n=number(result.n)),
        _("{n} left it blank").format(n=number(result.blanks)),
    ]
    if result.mean is not None:
        parts.append(_("mean {n}").format(n=mean_words(result.mean)))
    if result.positive is not None:
        parts.append(_("{n} positive").format(n=percent(result.positive * 100)))
    if result.question.kind == "many" and result.n:
        parts.append(_("several answers each"))
    return " · ".join(parts)


def mean_words(value: float) -> str:
    """A mean to two places, with the language's point."""
    return str(format_decimal(value, format="#,##0.00", locale=babel_locale()))


def gain_words(gain: Gain) -> str:
    """A gain between before and after in one line."""
    what = question_words(gain.after)
    if gain.mean is None:
        return _("{question}: nobody answered both before and after.").format(question=what)
    step = ("+" if gain.mean > 0 else "−" if gain.mean < 0 else "") + mean_words(abs(gain.mean))
    return _("{question}: {step} on average, from {n} who answered both").format(question=what, step=step, n=gain.n)


def rate_words(results: Results) -> str:
    """The response rate in one line, or why there is none."""
    answered = number(results.answered)
    if results.is_kept_back:
        return kept_back_words()
    if results.checked_in is None:
        return _("{n} answers. Nobody was counted at the door, so there is no response rate.").format(n=answered)
    words = _("{n} answers; {checked_in} checked in; response rate {rate}")
    if results.counted < results.answered:
        words = _("{n} answers; at the doors that counted {checked_in} checked in and {counted} answered: {rate}")
    return words.format(
        n=answered,
        checked_in=number(results.checked_in),
        counted=number(results.counted),
        rate=percent((results.rate or 0) * 100),
    )


def names_words(results: Results) -> str:
    """Whether the answers carry names, for those who read them."""
    if results.form.is_named:
        return _("Answers with names: show them only to those who may know who said what.")
    return _("Anonymous answers: groups under {n} are not shown.").format(n=SMALLEST_GROUP)


def kept_back_words() -> str:
    return _(
        "Answers carry no name, so figures of fewer than {n} are kept back, and what would give them away too."
    ).format(n=SMALLEST_GROUP)


def kept_back_groups(results: Results) -> list[str]:
    """The names of the groups that are not shown."""
    return [group.label for group in results.groups if group.group.results is None]
