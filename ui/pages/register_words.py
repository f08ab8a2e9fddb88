"""What the page of registers says of each: what an empty one is for, and its figures against what is wanted."""

from o2o_events.i18n import _
from o2o_events.registers.platforms import TARGET
from o2o_events.registers.products import PER_ECONOMY
from ui.register_editing import Shown


def empty_words(register: str) -> str:
    """What belongs into a register in which nothing is yet, and where it comes from."""
    return {
        "barrier": _(
            "No barrier yet. Add those that the rapporteur notes, or import a table;"
            " barriers told in feedback come here too."
        ),
        "recommendation": _("No recommendation yet. Add the first that the Summit drafts, or import a table."),
        "recommendation_text": _(
            "No wording yet. Add the drafted text of a recommendation; revised and final ones stand beside it."
        ),
        "endorsement": _("No endorsement yet. Once a recommendation is final, add the economies that endorse it."),
        "platform": _("No platform yet. Add those that were contacted, or import a table."),
        "product": _("No product yet. Add the hot products of each economy, two of each, or import a table."),
        "output": _("No output yet. Add the Guidebook and the project report."),
        "reading": _("No reading yet. Add what the web counter says, or import its table of days and accesses."),
        "dissemination": _("Nothing was sent yet. Add the bodies that an output goes to, or import their list."),
        "forum": _("No outside forum yet. Add those that take part in an event."),
    }[register]


def figure_words(shown: Shown) -> list[str]:
    """The figures that a register is asked for, as they stand."""
    entries = shown.entries
    match shown.register.name:
        case "platform":
            engaged = sum(entry.is_engaged for entry in entries)
            before = sum(entry.has_reached("interviewed_before") for entry in entries)
            after = sum(entry.has_reached("interviewed_after") for entry in entries)
            return [
                _("engaged: {n} of {target}").format(n=engaged, target=TARGET),
                _("interviewed before: {n} of {target}").format(n=before, target=TARGET),
                _("interviewed after: {n} of {target}").format(n=after, target=TARGET),
            ]
        case "product":
            economies = [entry.economy for entry in entries]
            full = sum(economies.count(economy) >= PER_ECONOMY for economy in set(economies))
            return [_("economies with {n} or more: {full} of 21").format(n=PER_ECONOMY, full=full)]
        case "recommendation":
            return [_("final: {n}").format(n=sum(entry.stage == "final" for entry in entries))]
        case "barrier":
            linked = sum(entry.recommendation is not None for entry in entries)
            return [_("with a recommendation: {n}").format(n=linked)]
        case "output" if shown.copies is not None:
            return [_("copies handed out at the checkpoint: {n}").format(n=shown.copies)]
    return []
