"""T7: what the evaluation forms say."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from o2o_events.agenda.programme import text_in
from o2o_events.feedback.combining import Combined, combine
from o2o_events.feedback.forms import Form, list_forms, list_versions
from o2o_events.feedback.queries import read_answers
from o2o_events.feedback.questions import OTHER, Question
from o2o_events.feedback.results import SMALLEST_GROUP, QuestionResult, gains, kept_back, response_rate, summarise
from o2o_events.i18n import _
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.values import Column, Row, Table
from o2o_events.indicators.words import percent

_SCALES = frozenset({"agreement", "rating"})


@dataclass(frozen=True)
class Evaluated:
    """A form with its answers at the events reported on. ``is_kept_back``: too few answered for it to be shown."""

    form: Form
    combined: Combined
    results: tuple[QuestionResult, ...]
    is_kept_back: bool

    @property
    def answered(self) -> int:
        return len(self.combined.answers)


def build(reading: Reading) -> Table:
    """An item a row; options of scales are columns, other options stand in words."""
    found = [form for form in evaluated(reading) if form.answered]
    scale = _scale(found)
    has_choices = any(r.choices and r.question.kind not in _SCALES for form in found for r in form.results)
    heads = (
        Column("item", _("Item")),
        Column("n", _("n"), "count"),
        *(Column(key, title, "count") for key, title in scale),
        *([Column("answers", _("Count per other option"))] if has_choices else []),
        Column("mean", _("Mean"), "mean"),
        Column("positive", _("% positive"), "share"),
        Column("blanks", _("Blanks"), "count"),
    )
    rows: list[Row] = []
    for form in found:
        prefix = f"{form.form.label}: " if len(found) > 1 else ""
        rows += _rows(form, prefix, [key for key, _title in scale], has_choices, len(heads))
    for form in found:
        rows.append(_response(reading, form, len(heads)))
    return Table("T7", _("Evaluation summary"), heads, tuple(rows), _notes(reading, found))


def evaluated(reading: Reading) -> list[Evaluated]:
    """The forms that ask participants about the event: no interviews, no registers."""
    events = reading.every_event
    found = []
    for form in list_forms(reading.tx):
        if form.scope != "event" or form.phase != "during" or form.feeds:
            continue
        answers = read_answers(reading.tx, form, events=events)
        sizes = Counter(answer.event for answer in answers)
        own = [a for a in answers if reading.event is None or a.event == reading.event.id]
        too_few = 0 < len(own) < SMALLEST_GROUP or (reading.event is not None and reading.event.id in kept_back(sizes))
        combined = combine(list_versions(reading.tx, form.id), own)
        results = tuple(summarise(combined.content, combined.answers, combined.asked_in))
        found.append(Evaluated(form, combined, results, too_few and not form.is_named))
    return found


def _scale(found: Sequence[Evaluated]) -> list[tuple[str, str]]:
    """The columns of options: those of agreement as the forms order them, then ratings from the best."""
    agreement: dict[str, str] = {}
    ratings: set[int] = set()
    for form in found:
        for result in form.results:
            if result.question.kind == "agreement":
                for option in result.question.options:
                    agreement.setdefault(f"option:{option.code}", text_in(option.label) or option.code)
            elif result.question.kind == "rating":
                ratings.update(int(choice.code) for choice in result.choices)
    return [*agreement.items(), *((f"rating:{value}", str(value)) for value in sorted(ratings, reverse=True))]


def _rows(form: Evaluated, prefix: str, scale: list[str], has_choices: bool, width: int) -> list[Row]:
    refs = tuple(f"answer:{answer.id}" for answer in form.combined.answers)
    rows = []
    for result in form.results:
        item = prefix + (text_in(result.question.label) or result.question.code)
        key = f"{form.form.code}:{result.question.code}"
        if form.is_kept_back or (not form.form.is_named and 0 < result.n < SMALLEST_GROUP):
            rows.append(_hidden(key, item, width, has_choices, len(scale)))
            continue
        counts = {_key(result.question, c.code): c.count for c in result.choices}
        cells = [counts.get(key) if result.question.kind in _SCALES else None for key in scale]
        words = [_choices(result) if result.question.kind not in _SCALES else ""] if has_choices else []
        rows.append(Row(key, (item, result.n, *cells, *words, result.mean, result.positive, result.blanks), refs))
    if form.is_kept_back:
        return rows
    for gain in gains(form.combined.content, form.combined.answers):
        item = prefix + _("Gain: {after} (after less before, of those who gave both)").format(
            after=text_in(gain.after.label)
        )
        key = f"{form.form.code}:gain:{gain.after.code}"
        if not form.form.is_named and 0 < gain.n < SMALLEST_GROUP:
            rows.append(_hidden(key, item, width, has_choices, len(scale)))
        else:
            blanks = form.answered - gain.n
            empty = (None,) * len(scale) + (("",) if has_choices else ())
            rows.append(Row(key, (item, gain.n, *empty, gain.mean, None, blanks), refs))
    return rows


def _hidden(key: str, item: str, width: int, has_choices: bool, scale: int) -> Row:
    """An item whose figures are kept back: dashes, and nothing behind them."""
    words = ("",) if has_choices else ()
    cells = (item + " " + _("(kept back)"), None, *(None,) * scale, *words)
    return Row(key, (*cells, *(None,) * (width - len(cells))))


def _key(question: Question, code: str) -> str:
    return f"rating:{code}" if question.kind == "rating" else f"option:{code}"


def _choices(result: QuestionResult) -> str:
    labels = {option.code: text_in(option.label) or option.code for option in result.question.options}
    labels[OTHER] = _("Other")
    return "; ".join(f"{labels.get(c.code, c.code)} {c.count}" for c in result.choices)


def _response(reading: Reading, form: Evaluated, width: int) -> Row:
    """Forms to people checked in."""
    checked_in = _checked_in(reading)
    key = f"{form.form.code}:response"
    if form.is_kept_back:
        words = _("Response rate of “{form}” (kept back)").format(form=form.form.label)
        return Row(key, (words, *(None,) * (width - 1)), is_total=True)
    rate = response_rate(form.answered, checked_in)
    words = _("Response rate of “{form}”: {answered} forms of {checked_in} checked in, {rate}").format(
        form=form.form.label,
        answered=form.answered,
        checked_in=checked_in,
        rate="–" if rate is None else percent(rate),
    )
    return Row(key, (words, form.answered, *(None,) * (width - 2)), is_total=True)


def _checked_in(reading: Reading) -> int:
    return sum(a.came for event in reading.events for a in reading.everybody(event))


def _notes(reading: Reading, found: Sequence[Evaluated]) -> tuple[str, ...]:
    words = [
        _("n are those who answered an item, blanks those who were asked and did not. A rating above its middle is"
          " positive."),
        _("Response rate: forms to everybody who checked in, whatever the category, as answers carry no category."),
    ]  # fmt: skip
    if any(not form.form.is_named for form in found):
        words.append(
            _("Answers without names: figures of fewer than {n} answers are kept back.").format(n=SMALLEST_GROUP)
        )
    if not found:
        words.append(_("No evaluation form was answered."))
    return (*words, reading.rule_words)
