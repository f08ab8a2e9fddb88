"""The one stored shape of a form's content: JSON-able values and back."""

from collections.abc import Mapping
from typing import Any

from o2o_events.errors import UserError
from o2o_events.feedback.questions import KINDS, Condition, FormContent, Option, Question
from o2o_events.i18n import _


def to_stored(content: FormContent) -> dict[str, Any]:
    """The content as values that JSON knows; what is empty is left out."""
    return _without_empty(
        {
            "languages": list(content.languages),
            "title": dict(content.title),
            "introduction": dict(content.introduction),
            "thanks": dict(content.thanks),
            "questions": [_question_to_stored(question) for question in content.questions],
        }
    )


def from_stored(values: Mapping[str, Any]) -> FormContent:
    """The content that ``to_stored`` gave. Raises ``UserError`` where it is another thing."""
    try:
        return FormContent(
            languages=tuple(values["languages"]),
            title=dict(values["title"]),
            introduction=dict(values.get("introduction", {})),
            thanks=dict(values.get("thanks", {})),
            questions=tuple(_question_from_stored(question) for question in values.get("questions", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UserError(_("This is not a form. Choose a form file that O2O Events or Kobo wrote.")) from error


def _question_to_stored(question: Question) -> dict[str, Any]:
    condition = question.show_if
    return _without_empty(
        {
            "code": question.code,
            "kind": question.kind,
            "label": dict(question.label),
            "help": dict(question.help),
            "required": question.is_required,
            "options": [
                _without_empty({"code": o.code, "label": dict(o.label), "positive": o.is_positive})
                for o in question.options
            ],
            "other": question.has_other,
            "comment": question.has_comment,
            "lowest": question.lowest,
            "highest": question.highest,
            "whole": question.is_whole,
            "ends": [dict(end) for end in question.ends],
            "show_if": condition and {"question": condition.question, "values": list(condition.values)},
            "pairs_with": question.pairs_with,
            "barrier_field": question.barrier_field,
        }
    )


def _question_from_stored(values: Mapping[str, Any]) -> Question:
    if values["kind"] not in KINDS:
        raise ValueError(values["kind"])
    condition = values.get("show_if")
    return Question(
        code=str(values["code"]),
        kind=values["kind"],
        label=dict(values.get("label", {})),
        help=dict(values.get("help", {})),
        is_required=bool(values.get("required", False)),
        options=tuple(
            Option(str(o["code"]), dict(o.get("label", {})), bool(o.get("positive", False)))
            for o in values.get("options", ())
        ),
        has_other=bool(values.get("other", False)),
        has_comment=bool(values.get("comment", False)),
        lowest=values.get("lowest"),
        highest=values.get("highest"),
        is_whole=bool(values.get("whole", False)),
        ends=tuple(dict(end) for end in values.get("ends", ())),
        show_if=Condition(condition["question"], tuple(condition["values"])) if condition else None,
        pairs_with=values.get("pairs_with", ""),
        barrier_field=values.get("barrier_field", ""),
    )


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [], {}) and value is not False}
