"""What a form promises about names, in the words that stand on it."""

from o2o_events.feedback.forms import Form
from o2o_events.i18n import _


def promise_words(form: Form, *, is_badge_read: bool = False, is_phone: bool = False) -> str:
    """The promise in the present language, the same wherever a form is answered.

    ``is_badge_read``: a badge is read first; ``is_phone``: it is answered on a device of one's own.
    """
    if form.is_named:
        return _("Your answers are kept with your name. The organisers can read them.")
    if is_badge_read:
        return _(
            "Your answers are anonymous. From your badge only your economy and your category are kept, "
            "not your name and not the time."
        )
    words = _("Your answers are anonymous. Neither your name nor the time is kept.")
    on_a_phone = _("Nothing about your phone is kept either.")
    return f"{words} {on_a_phone}" if is_phone else words
