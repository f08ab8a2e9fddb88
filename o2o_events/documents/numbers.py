"""Numbers as they are written in the present language."""

from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from babel.numbers import format_decimal, format_percent

from o2o_events.i18n import language

_BABEL = {"en": "en_GB", "zh-Hant": "zh_Hant"}


def babel_locale() -> str:
    """The name by which Babel knows the present language."""
    return _BABEL.get(language(), language())


def number(value: float) -> str:
    """A whole number, else one decimal, with the language's separators."""
    return format_decimal(_rounded(value), format="#,##0.#", locale=babel_locale())


def percent(value: float) -> str:
    """A share given in hundredths: 40 is 40 %; one decimal where it has one."""
    pattern = str(Locale.parse(babel_locale()).percent_formats[None].pattern)
    return format_percent(_rounded(value) / 100, format=pattern.replace("#,##0", "#,##0.#"), locale=babel_locale())


def _rounded(value: float) -> Decimal:
    """To one decimal, halves away from zero, as people do it."""
    return Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
