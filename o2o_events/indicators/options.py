"""The choices that the project's reports rest on: kept with the project, so that every desk reports alike."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, Final

from o2o_events.checkin.checkpoints import list_checkpoints
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.indicators.definitions import TARGETS
from o2o_events.indicators.values import ParticipantRule, ReportOptions
from o2o_events.registers.categories import list_categories
from o2o_events.registers.events import list_events
from o2o_events.registers.settings import read_setting, write_setting
from o2o_events.text import clean

_SETTING: Final = "report_options"
_WORDS: Final = {
    "youth_of": ("all", "women"),
    "products_of": ("members", "contributing"),
    "economies_of": ("register", "accepted"),
    "consent": ("list", "survey"),
}
_FLAGS: Final = ("over_is_more", "lists_no_shows")
_LISTS: Final = ("entrances", "handouts")
_LARGEST: Final = 1e9


def read_options(tx: Tx) -> ReportOptions:
    """What is chosen; the rule is the categories' own where none is. What cannot be read is as usual."""
    stored = read_setting(tx, _SETTING, {})
    options = _read(stored if isinstance(stored, dict) else {})
    return options if options.rule is not None else replace(options, rule=usual_rule(tx))


def usual_rule(tx: Tx) -> ParticipantRule:
    """The categories that are set to be participants."""
    return ParticipantRule(frozenset(c.code for c in list_categories(tx) if c.is_participant))


def rule_of(tx: Tx) -> ParticipantRule:
    """Who counts as a participant in the project's reports."""
    return read_options(tx).rule or usual_rule(tx)


def with_rule(tx: Tx, options: ReportOptions | None) -> ReportOptions:
    """The options given, or those of the project; never without a rule."""
    if options is None:
        return read_options(tx)
    return options if options.rule is not None else replace(options, rule=usual_rule(tx))


def set_options(tx: Tx, **choices: Any) -> ReportOptions:
    """Sets the choices that are named, a field of ``ReportOptions`` each; None takes one back.

    ``categories`` are those of participants, ``targets`` go by number. Raises ``UserError`` for what cannot be chosen.
    """
    stored = dict(read_setting(tx, _SETTING, {}))
    for name, value in choices.items():
        _check(tx, name, value)
        if value is None:
            stored.pop(name, None)
        else:
            stored[name] = _stored(value)
    write_setting(tx, name=_SETTING, value=stored)
    return read_options(tx)


def _stored(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(number): target for number, target in sorted(value.items())}
    return sorted(value) if isinstance(value, list | tuple | set | frozenset) else value


def _check(tx: Tx, name: str, value: Any) -> None:
    known = sorted({field.name for field in fields(ReportOptions)} - {"rule"} | {"categories"})
    if name not in known:
        raise UserError(
            _("There is no choice “{name}”. Choose one of: {known}.").format(name=name, known=", ".join(known))
        )
    if value is None:
        return
    if name == "categories":
        _check_categories(tx, value)
    elif name in _LISTS:
        _check_checkpoints(tx, value)
    elif name in _WORDS:
        _check_word(value, _WORDS[name])
    elif name == "targets":
        for number, target in value.items():
            _check_word(str(number), [str(one) for one in TARGETS])
            if not _is_number(target) or not 0 < target < _LARGEST:
                raise UserError(_("A target is a number above zero. Correct that of indicator {n}.").format(n=number))


def _check_word(value: Any, known: Iterable[str]) -> None:
    if value not in known:
        raise UserError(
            _("“{value}” cannot be chosen. Choose one of: {known}.").format(value=value, known=", ".join(known))
        )


def _check_checkpoints(tx: Tx, names: Iterable[str]) -> None:
    """A name that no checkpoint has would make everybody a no-show."""
    known = {c.name.casefold(): c.name for event in list_events(tx) for c in list_checkpoints(tx, event)}
    for name in names:
        if known and clean(name).casefold() not in known:
            raise UserError(
                _("There is no checkpoint “{name}”. Choose one of: {names}.").format(
                    name=name, names=", ".join(sorted(known.values()))
                )
            )


def _check_categories(tx: Tx, codes: Iterable[str]) -> None:
    known = sorted(category.code for category in list_categories(tx))
    for code in codes:
        if code not in known:
            raise UserError(
                _("There is no category “{name}”. Choose one of: {names}.").format(name=code, names=", ".join(known))
            )


def _read(stored: Mapping[str, Any]) -> ReportOptions:
    found: dict[str, Any] = {}
    for name, value in stored.items():
        if name == "categories" and isinstance(value, list):
            found["rule"] = ParticipantRule(frozenset(map(str, value)))
        elif name == "targets" and isinstance(value, dict):
            found[name] = {int(n): t for n, t in value.items() if n.isdigit() and int(n) in TARGETS and _is_number(t)}
        elif name in _LISTS and isinstance(value, list) and value:
            found[name] = tuple(map(str, value))
        elif (name in _WORDS and value in _WORDS[name]) or (name in _FLAGS and isinstance(value, bool)):
            found[name] = value
    return replace(ReportOptions(), **found)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
