"""What a report holds: which tables, under which head; read in one go, so that all figures are of one state."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from typing import Final

from o2o_events.db.transaction import Tx
from o2o_events.documents.event_words import place_of, written_days
from o2o_events.documents.report import Report, ReportHead, Section
from o2o_events.documents.report_charts import charts_of, summary_of
from o2o_events.i18n import _
from o2o_events.indicators.tables import build_tables
from o2o_events.indicators.values import Table
from o2o_events.registers.events import Event, list_events
from o2o_events.registers.project import project_name
from o2o_events.registers.report_head import read_head_fields

LANGUAGE: Final = "en"
"""APEC works in English."""
CONTACTS: Final = "T5"
RECONCILIATION: Final = "reconciliation"
_PROJECT_ONLY: Final = "T1-unique"
"""At one event it is T1 again."""
_TABLES: Final = (
    "people", "T1", _PROJECT_ONLY, "T1-registered", "T1-no-show", "T2", "T2-roles", "T3", "T4", CONTACTS, "T6", "T7",
    "T8", "days", RECONCILIATION,
)  # fmt: skip
_SIGNING: Final = 2
"""Desks that sign the reconciliation."""


def codes_of(what: str, *, with_contacts: bool = False, is_project: bool = False) -> tuple[str, ...]:
    """The tables of a report: one, or all of them; contacts only where they are asked for."""
    if what in _TABLES:
        return (what,)
    if what == "indicators":
        return ("T3",)
    left_out = {*(() if with_contacts else (CONTACTS,)), *(() if is_project else (_PROJECT_ONLY,))}
    return tuple(code for code in _TABLES if code not in left_out)


def read_report(tx: Tx, *, what: str, event: Event | None = None, with_contacts: bool = False) -> Report:
    """A table (T1 to T8, reconciliation), ``indicators``, ``completion`` or ``package``: of an event, or of the
    project. In the present language."""
    tables = build_tables(tx, codes_of(what, with_contacts=with_contacts, is_project=event is None), event)
    moment = tx.now()
    return Report(
        title=_title(what, tables),
        project=project_name(tx),
        scope=event.label if event is not None else _("The whole project"),
        head=_head(tx, event),
        made_at=event.local(moment) if event is not None else moment.astimezone(UTC),
        sections=tuple(_section(table, is_to_edit=what in ("completion", "package")) for table in tables),
        summary=summary_of(tables) if len(tables) > 1 else (),
    )


def without(report: Report, *codes: str) -> Report:
    """The report without some of its tables."""
    return replace(report, sections=tuple(s for s in report.sections if s.table.code not in codes))


def _title(what: str, tables: Sequence[Table]) -> str:
    if what == "completion":
        return _("Annex to the completion report")
    return _("Report on participation and results") if len(tables) > 1 else tables[0].title


def _section(table: Table, *, is_to_edit: bool) -> Section:
    return Section(
        table,
        charts_of(table),
        _SIGNING if table.code == RECONCILIATION else 0,
        _("[Write here what these figures mean, or take this line out.]") if is_to_edit else "",
    )


def _head(tx: Tx, event: Event | None) -> ReportHead:
    fields = read_head_fields(tx, event)
    events = [event] if event is not None else list_events(tx)
    return ReportHead(
        agenda_item=fields.agenda_item,
        purpose=fields.purpose,
        submitted_by=fields.submitted_by,
        forum=fields.forum,
        meeting="; ".join(one.label for one in events),
        place="; ".join(map(place_of, events)),
        days="; ".join(written_days(one.days) for one in events),
    )
