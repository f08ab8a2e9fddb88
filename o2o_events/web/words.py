"""The pages' own words, in the present language."""

from o2o_events.i18n import _, ngettext


def page_words() -> dict[str, str]:
    """What templates say of themselves, by short names."""
    return {
        "languages": _("Language"),
        "forms": _("Your opinion"),
        "choose": _("Choose what your answer is about."),
        "no_forms": _("Nothing can be answered at the moment. Ask the organisers when it opens."),
        "no_sessions": _("No session has begun yet. Come back when the first one has."),
        "on_now": _("on now"),
        "whole_event": _("The whole event"),
        "required": _("required"),
        "send": _("Send"),
        "thanks": _("Thank you. Your answer is kept."),
        "back": _("Back to the forms"),
        "another": _("Another person answers on this phone"),
        "badge": _("The code under the QR code of your badge"),
        "badge_help": _("Eight letters and digits, such as 7KQ2-M4XA. Leave it empty if you have no badge."),
        "other_words": _("What is the other?"),
        "comment": _("Would you like to say more?"),
        "slip": _("The code on your slip"),
        "slip_help": _("24 letters and digits; spaces and dashes do not matter."),
        "slip_title": _("Answer with your slip"),
        "slip_note": _("Each slip answers once. It does not say who you are."),
        "open": _("Open the form"),
        "first_kept": _("Your first answer is the one that is kept; what you changed after sending it is not."),
        "problems": _("Some answers need another look:"),
    }


def script_words() -> dict[str, str]:
    """What the script says while it works, by the names it knows them under."""
    return {
        "sending": _("Sending …"),
        "waiting": _(
            "No connection. Your answer is kept on this phone and is sent by itself once the network is back. "
            "Leave this page open."
        ),
        "refused": _("The answer could not be sent. It is still on this phone. Ask the organisers, then try again."),
        "restored": _("What was filled in on this phone before is here again."),
        "anew": _("Start anew"),
        "delivered": _("An answer that had been waiting on this phone was sent."),
        "unsent": _("An answer is waiting on this phone for the network."),
        "no_switch": _("No connection. The language can be changed once the network is back."),
    }


def count_problems(number: int) -> str:
    """The heading above problems."""
    return ngettext("One answer needs another look:", "{n} answers need another look:", number).format(n=number)


def error_words(code: int) -> tuple[str, str]:
    """Title and sentence for what went wrong, by HTTP status."""
    known = {
        400: (_("This could not be read"), _("Open the form again and send your answer once more.")),
        403: (_("Sent from another page"), _("Answers are only taken from this form's own page. Open it again.")),
        404: (_("There is no such page"), _("Scan the QR code again, or go back to the forms.")),
        405: (_("There is no such page"), _("Scan the QR code again, or go back to the forms.")),
        413: (_("Too long"), _("This is more than can be kept. Go back, shorten your answers and send them again.")),
        415: (_("This could not be read"), _("Open the form again and send your answer once more.")),
        429: (_("Too many at once"), _("Wait a few seconds, then try again. What you typed is not lost.")),
        431: (_("This could not be read"), _("Open the form again and send your answer once more.")),
    }
    return known.get(code) or (
        _("Something went wrong here"),
        _("Your answer may not be kept yet. Send it again: it is never counted twice."),
    )
