"""A scan's answer as the verdict panel shows it."""

from o2o_events.checkin.answers import ScanAnswer
from o2o_events.checkin.rules import Verdict
from o2o_events.i18n import _
from o2o_events.registers.categories import Category
from ui.answer_words import attention_words, kind_of, verdict_words
from ui.messages import checkpoint_words
from ui.project import OpenProject
from ui.widgets.verdict_panel import VerdictView


def view_of(answer: ScanAnswer, category: Category | None) -> VerdictView:
    """What the panel shows of an answer; a plain welcome needs no sentence besides."""
    name = answer.name or ""
    needs_sentence = answer.verdict not in (Verdict.ADMITTED, Verdict.EXITED)
    return VerdictView(
        kind=kind_of(answer),
        words=verdict_words(answer),
        message=answer.message if needs_sentence else "",
        name=name or (_("Badge {code}").format(code=answer.badge) if answer.badge else ""),
        own_name=answer.own_script_name if answer.own_script_name and answer.own_script_name != name else "",
        lines=tuple(line for line in (answer.organisation, answer.economy) if line),
        category=category.label if category else (answer.category or ""),
        category_colour=category.colour if category else "#37474F",
        attention=attention_words(answer),
    )


def idle_view(project: OpenProject) -> VerdictView:
    """What the panel shows when nothing was scanned yet."""
    if project.current_event is None or project.current_checkpoint is None:
        return VerdictView(words=_("No event yet"), message=_("Add an event to this project, then scan here."))
    way = _("Out") if project.direction == "out" else _("In")
    place = f"{checkpoint_words(project.current_checkpoint.name)}  ·  {way}"
    return VerdictView(
        words=_("Ready to scan"),
        name=place,
        lines=(project.current_event.label, project.current_event.venue),
        message=_("Scan a badge, or type a name."),
    )
