"""A report as plain values: its head, its tables with their charts, and who signs; every kind of file says the same."""

from dataclasses import dataclass
from datetime import datetime

from o2o_events.documents.charts import ChartSpec
from o2o_events.i18n import _
from o2o_events.indicators.values import Table


@dataclass(frozen=True)
class ReportHead:
    """What stands at the head of a report to APEC."""

    agenda_item: str = ""
    purpose: str = ""
    submitted_by: str = ""
    forum: str = ""
    meeting: str = ""
    place: str = ""
    days: str = ""

    def lines(self) -> list[tuple[str, str]]:
        """Label and text, in the order in which they stand; one without a text is left to be written in."""
        return [
            (_("Agenda item"), self.agenda_item),
            (_("Purpose"), self.purpose),
            (_("Submitted by"), self.submitted_by),
            (_("Forum"), self.forum),
            (_("Meeting"), self.meeting),
            (_("Place"), self.place),
            (_("Date"), self.days),
        ]


@dataclass(frozen=True)
class Section:
    """A table and its charts. ``signing``: how many sign below it; ``comment``: what the editor is asked to write."""

    table: Table
    charts: tuple[ChartSpec, ...] = ()
    signing: int = 0
    comment: str = ""

    @property
    def heading(self) -> str:
        """The table's title, its number before it where it has one."""
        return heading_of(self.table)

    @property
    def name(self) -> str:
        """A short name for a sheet or a file."""
        return self.table.code if self.table.code[1:2].isdigit() else self.table.title


@dataclass(frozen=True)
class Report:
    """All that a report says, whatever its format; ``summary`` are sentences."""

    title: str
    project: str
    scope: str
    head: ReportHead
    made_at: datetime
    sections: tuple[Section, ...]
    summary: tuple[str, ...] = ()

    @property
    def tables(self) -> list[Table]:
        return [section.table for section in self.sections]

    @property
    def rows(self) -> int:
        """Rows of all tables, totals among them."""
        return sum(len(table.rows) for table in self.tables)

    @property
    def charts(self) -> list[ChartSpec]:
        return [chart for section in self.sections for chart in section.charts]

    @property
    def made(self) -> str:
        """The moment it was made, in the time of its place."""
        return f"{self.made_at:%Y-%m-%d %H:%M} (UTC{_offset(self.made_at)})"

    @property
    def foot(self) -> str:
        """What stands at the foot of pages."""
        return _("{title} – {scope}. Made {moment}").format(title=self.title, scope=self.scope, moment=self.made)


def is_numbered(table: Table) -> bool:
    """Whether its code is one that people know it by: T1 to T8."""
    return table.code[:1] == "T" and table.code[1:].isdigit()


def heading_of(table: Table) -> str:
    return f"{table.code}  {table.title}" if is_numbered(table) else table.title


def signing_heads() -> list[str]:
    """The columns in which desks sign."""
    return [_("Desk"), _("Name"), _("Signature"), _("Date and time")]


def _offset(moment: datetime) -> str:
    offset = f"{moment:%z}"
    return f"{offset[:3]}:{offset[3:5]}" if offset else "+00:00"
