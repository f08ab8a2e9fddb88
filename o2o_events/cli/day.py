"""A day on the command line, written like 2016-03-17."""

from datetime import datetime
from typing import Any, Final

import click

from o2o_events.i18n import _

METAVAR: Final = "YYYY-MM-DD"


class _Day(click.DateTime):
    """Says in help and in complaints how a day is written, not what a program calls it."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return METAVAR

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            day: datetime = super().convert(value, None, None)
        except click.BadParameter:
            self.fail(_("“{text}” is not a day. Write it like 2016-03-17.").format(text=value), param, ctx)
        return day


DAY: Final = _Day()
