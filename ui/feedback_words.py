"""The window's words for forms: kinds of questions, scopes, phases, and answers as people read them."""

from typing import Any

from o2o_events.agenda.programme import text_in
from o2o_events.feedback.questions import OTHER, FormContent
from o2o_events.i18n import _, pgettext


def kind_words(kind: str) -> str:
    """A kind of question."""
    return {
        "agreement": _("Agreement scale"),
        "rating": pgettext("kind of question", "Rating"),
        "one": _("One choice"),
        "many": _("Several choices"),
        "number": pgettext("kind of question", "Number"),
        "short_text": _("Short text"),
        "long_text": _("Long text"),
        "section": _("Section heading"),
        "note": _("Note"),
    }.get(kind, kind)


def scope_words(scope: str) -> str:
    """What a form is about."""
    return {
        "event": _("The whole event"),
        "session": _("One session"),
        "slot": _("One slot of a session"),
    }.get(scope, scope)


def phase_words(phase: str) -> str:
    """When a form is answered."""
    return {
        "during": _("During the event"),
        "before": _("Before the event"),
        "after": _("After the event"),
        "interview": _("In an interview"),
    }.get(phase, phase)


def answer_words(content: FormContent, name: str, value: Any, language: str) -> str:
    """A stored answer under its name as people read it; "–" for none."""
    if value in (None, "", []):
        return "–"
    question = next((question for question in content.questions if question.code == name), None)
    if question is None:
        return str(value)
    labels = {option.code: text_in(option.label, language) or option.code for option in question.options}
    labels.setdefault(OTHER, _("Other"))
    values = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(str(one), str(one)) for one in values)


def answer_name_words(content: FormContent, name: str, language: str) -> str:
    """The question that a stored answer belongs to."""
    for question in content.questions:
        label = text_in(question.label, language) or question.code
        if name == question.code:
            return label
        if name == f"{question.code}_{OTHER}":
            return f"{label} – {_('Other')}"
        if name == f"{question.code}_comment":
            return f"{label} – {_('Comment')}"
    return name
