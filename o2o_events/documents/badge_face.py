"""What stands where on one badge, and what is wrong with it before it is printed (pure but for fonts)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from o2o_events.badges.queries import PrintableBadge
from o2o_events.documents.fitting import ELLIPSIS, Fitted, fit
from o2o_events.documents.layouts import Align, Box, Layout, Style
from o2o_events.i18n import _

MM = 72 / 25.4
"""Points in a millimetre."""
GREY = "#505050"
BLACK = "#000000"
WHITE = "#FFFFFF"
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_LONGEST_QUOTED = 80
_GAP = 0.7
"""Millimetres between two details."""


@dataclass(frozen=True, eq=False, slots=True)
class Placed:
    """A text in its place: points from the badge's top left corner, downwards."""

    field: str
    text: str
    fitted: Fitted
    left: float
    top: float
    width: float
    align: Align
    colour: str = BLACK


@dataclass(frozen=True)
class PrintWarning:
    """Something on a badge that a person should look at before it is printed.

    ``problem`` is "missing" (``characters`` has no letters in the fonts), "small" (printed at ``size``
    points, below what can be read), "cut" (part of the text is left out) or "empty".
    """

    person: str
    badge: str
    name: str
    field: str
    text: str
    problem: str
    characters: str = ""
    size: float = 0

    @property
    def message(self) -> str:
        """One sentence in the present language."""
        what, name, text = field_name(self.field), _shortened(self.name), _shortened(self.text)
        if self.problem == "empty":
            return _("{badge}: there is no name to print").format(badge=self.badge)
        if self.problem == "missing":
            return _("{name}: {field} has characters that cannot be printed: {characters}").format(
                name=name, field=what, characters=" ".join(self.characters)
            )
        if self.problem == "cut":
            return _("{name}: {field} is too long and is cut: “{text}”").format(name=name, field=what, text=text)
        return _("{name}: {field} is printed very small ({size} pt): “{text}”").format(
            name=name, field=what, size=f"{self.size:.1f}", text=text
        )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTED else text[: _LONGEST_QUOTED - 1] + ELLIPSIS


def field_name(field: str) -> str:
    """What a part of the badge is called."""
    names = {
        "name": _("the name"),
        "own_script_name": _("the name in own script"),
        "organisation": _("the organisation"),
        "economy": _("the economy"),
        "category": _("the category"),
        "event": _("the event’s name"),
        "code": _("the code"),
    }
    return names[field]


def arrange_person(badge: PrintableBadge, layout: Layout) -> list[Placed]:
    """The texts that are this person's own."""
    placed = [_in_box("name", badge.printed_name, layout.name_style, layout.name_box, layout.align)]
    placed += _stack(_details(badge, layout), layout.details, layout.align)
    placed.append(_in_box("code", badge.code, layout.code_style, layout.code, "centre"))
    return placed


def arrange_background(category: str, colour: str, event: str, layout: Layout) -> list[Placed]:
    """The texts that all badges of a category share."""
    on_bar = layout.has_word_upon_bar
    word = _in_box("category", category, layout.category_style, word_box(layout), "centre")
    return [
        _in_box("event", event, layout.event_style, layout.event, layout.align, colour=GREY),
        Placed(
            word.field,
            word.text,
            word.fitted,
            word.left,
            word.top,
            word.width,
            "centre",
            ink(bar_colour(colour)) if on_bar else BLACK,
        ),
    ]


def bar_box(layout: Layout) -> Box:
    """Where the category's colour is."""
    box = layout.category
    return box if layout.has_word_upon_bar else Box(box.left, box.top + box.height * 0.7, box.width, box.height * 0.3)


def word_box(layout: Layout) -> Box:
    """Where the category's word is: upon the bar, or above it."""
    box = layout.category
    if layout.has_word_upon_bar:
        return Box(box.left + 2, box.top, box.width - 4, box.height)
    return Box(box.left, box.top, box.width, box.height * 0.68)


def bar_colour(colour: str) -> str:
    """The category's colour as #RRGGBB; a dark grey stands for anything else."""
    return colour if _COLOUR.fullmatch(colour) else "#37474F"


def ink(colour: str) -> str:
    """Black or white, whichever stands out better from a colour (relative luminance as in WCAG 2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return WHITE if luminance < 0.179 else BLACK


def audit_badges(badges: Iterable[PrintableBadge], event: str, layout: Layout) -> list[PrintWarning]:
    """All that should be looked at before printing; what badges share is told once."""
    found: dict[tuple[str, str, str], PrintWarning] = {}
    for badge in badges:
        shared = arrange_background(badge.category.label, badge.category.colour, event, layout)
        for placed in [*arrange_person(badge, layout), *shared]:
            for warning in _warnings(badge, placed):
                is_own = placed.field not in ("event", "category")
                found.setdefault((badge.badge if is_own else "", placed.field + placed.text, warning.problem), warning)
    return list(found.values())


def _warnings(badge: PrintableBadge, placed: Placed) -> Iterator[PrintWarning]:
    fitted = placed.fitted
    if placed.field == "name" and not fitted.lines:
        yield PrintWarning(badge.person, badge.code, badge.printed_name, "name", "", "empty")
    if not (fitted.missing or fitted.is_cut or fitted.is_small):
        return
    parts = (badge.person, badge.code, badge.printed_name, placed.field, placed.text)
    if fitted.missing:
        yield PrintWarning(*parts, "missing", characters=fitted.missing)
    if fitted.is_cut:
        yield PrintWarning(*parts, "cut")
    elif fitted.is_small:
        yield PrintWarning(*parts, "small", size=fitted.size)


def _details(badge: PrintableBadge, layout: Layout) -> Iterator[tuple[str, str, Style, float]]:
    """The person's details with the share of the height each may take of all that are there."""
    if shows_own_script(badge):
        yield "own_script_name", badge.own_script_name, layout.own_name_style, 0.3
    if badge.organisation:
        yield "organisation", badge.organisation, layout.organisation_style, 0.43
    if badge.economy_name:
        yield "economy", badge.economy_name, layout.economy_style, 0.27


def shows_own_script(badge: PrintableBadge) -> bool:
    """Whether the name in own script says something that the printed name does not."""
    own = badge.own_script_name
    return bool(own) and " ".join(own.split()).casefold() != " ".join(badge.printed_name.split()).casefold()


def _stack(details: Iterable[tuple[str, str, Style, float]], box: Box, align: Align) -> list[Placed]:
    details = list(details)
    gaps = _GAP * max(0, len(details) - 1)
    room = (box.height - gaps) * MM / (sum(share for _field, _text, _style, share in details) or 1)
    fitted = [fit(text, style, box.width * MM, room * share) for _field, text, style, share in details]
    used = sum(one.height for one in fitted) + gaps * MM
    top = box.top * MM + (max(0.0, box.height * MM - used) / 2 if align == "centre" else 0)
    placed = []
    for (field, text, _style, _share), one in zip(details, fitted, strict=True):
        placed.append(Placed(field, text, one, box.left * MM, top, box.width * MM, align))
        top += one.height + _GAP * MM
    return placed


def _in_box(field: str, text: str, style: Style, box: Box, align: Align, colour: str = BLACK) -> Placed:
    """The text in the middle of the box's height."""
    fitted = fit(text, style, box.width * MM, box.height * MM)
    top = box.top * MM + max(0.0, box.height * MM - fitted.height) / 2
    return Placed(field, text, fitted, box.left * MM, top, box.width * MM, align, colour)
