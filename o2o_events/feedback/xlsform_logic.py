"""The small part of XLSForm's expressions that our forms know: shown by an answer, bounds, yes and no (pure)."""

import math
import re
from dataclasses import dataclass
from typing import Final

from o2o_events.feedback.questions import Condition, Question

_TEXT: Final = r"'[^']*'|\"[^\"]*\"|concat\s*\((?:\s*(?:'[^']*'|\"[^\"]*\")\s*,?)+\s*\)"
_VALUE: Final = rf"(?P<value>{_TEXT}|-?\d+(?:\.\d+)?)"
_REF: Final = r"\$\{\s*(?P<ref>[^\s{}]+)\s*\}"
_EQUAL: Final = re.compile(rf"\s*{_REF}\s*=\s*{_VALUE}\s*")
_SELECTED: Final = re.compile(rf"\s*selected\s*\(\s*{_REF}\s*,\s*{_VALUE}\s*\)\s*")
_PIECE: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_BOUND: Final = re.compile(r"\s*\.\s*(?P<sign>>=|<=|>|<)\s*(?P<number>-?\d+(?:\.\d+)?)\s*")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_YES: Final = frozenset({"yes", "true", "true()", "1"})
_NO: Final = frozenset({"", "no", "false", "false()", "0"})


def read_condition(text: str) -> Condition | None:
    """``${q} = 'a' or selected(${q}, 'b')``: one question, any of some values. None for anything more."""
    found: list[tuple[str, str]] = []
    rest = _without_brackets(text)
    while True:
        match = _EQUAL.match(rest) or _SELECTED.match(rest)
        if match is None:
            return None
        found.append((match["ref"], _literal(match["value"])))
        rest = rest[match.end() :]
        if not rest:
            break
        joined = re.match(r"or\b", rest)
        if joined is None:
            return None
        rest = rest[joined.end() :]
    questions = {question for question, _value in found}
    return Condition(found[0][0], tuple(value for _question, value in found)) if len(questions) == 1 else None


def _without_brackets(text: str) -> str:
    """The whole without brackets around it."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")") and "(" not in text[1:-1]:
        text = text[1:-1].strip()
    return text


def _literal(text: str) -> str:
    if _NUMBER.fullmatch(text):
        return text.rstrip("0").rstrip(".") if "." in text else text  # 5.0 is kept as 5
    return "".join(piece[1:-1] for piece in _PIECE.findall(text))


def write_condition(condition: Condition, asked: Question | None) -> str:
    """The condition as ODK and Kobo read it; ``asked`` is the question that it looks back to."""
    ref = "${" + condition.question + "}"
    if asked is not None and asked.kind == "many":
        return " or ".join(f"selected({ref}, {_quoted(value)})" for value in condition.values)
    is_number = asked is not None and asked.kind in ("number", "rating")
    values = [value if is_number and _NUMBER.fullmatch(value) else _quoted(value) for value in condition.values]
    return " or ".join(f"{ref} = {value}" for value in values)


def _quoted(value: str) -> str:
    """A text of XPath, which knows no escape: both kinds of quotes are joined from pieces."""
    if "'" not in value:
        return f"'{value}'"
    if '"' not in value:
        return f'"{value}"'
    pieces = re.split("(')", value)
    return "concat(" + ", ".join('"\'"' if piece == "'" else f"'{piece}'" for piece in pieces if piece) + ")"


@dataclass(frozen=True)
class Bounds:
    """The lowest and the highest number that may be answered."""

    lowest: int | None = None
    highest: int | None = None


def read_bounds(text: str, *, is_whole: bool) -> Bounds | None:
    """``. >= 1 and . <= 5``. None for anything more, and for bounds between whole numbers that decimals may fill."""
    lowest: int | None = None
    highest: int | None = None
    for part in re.split(r"\band\b", _without_brackets(text)):
        match = _BOUND.fullmatch(_without_brackets(part))
        if match is None:
            return None
        number, sign = float(match["number"]), match["sign"]
        if not is_whole and (sign in "<>" or not number.is_integer()):
            return None
        if sign.startswith(">"):
            least = math.floor(number) + 1 if sign == ">" else math.ceil(number)
            lowest = least if lowest is None else max(lowest, least)
        else:
            most = math.ceil(number) - 1 if sign == "<" else math.floor(number)
            highest = most if highest is None else min(highest, most)
    return Bounds(lowest, highest)


def write_bounds(lowest: int | None, highest: int | None) -> str:
    parts = [f". >= {lowest}"] * (lowest is not None) + [f". <= {highest}"] * (highest is not None)
    return " and ".join(parts)


def read_flag(text: str) -> bool | None:
    """Yes or no, as spreadsheets and XLSForms write them; None where it is neither."""
    word = text.strip().lower()
    return True if word in _YES else False if word in _NO else None


def read_range(text: str) -> tuple[float, float, float] | None:
    """``start=1 end=5 step=1`` as numbers; what is not given is XLSForm's own: 1, 10, 1."""
    found = dict(re.findall(r"(\w+)\s*=\s*(-?\d+(?:\.\d+)?)", text))
    if re.sub(r"(\w+)\s*=\s*(-?\d+(?:\.\d+)?)|[\s,;]", "", text) or found.keys() - {"start", "end", "step"}:
        return None
    return float(found.get("start", 1)), float(found.get("end", 10)), float(found.get("step", 1))
