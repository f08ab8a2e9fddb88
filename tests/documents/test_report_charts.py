"""Charts and sentences of a report: from the cells of its tables, and from nothing else."""

from reports_by_hand import BY_ECONOMY, PEOPLE, column, row

from o2o_events.documents.charts import PERCENT, Series
from o2o_events.documents.report_charts import charts_of, summary_of
from o2o_events.indicators.values import Table

INDICATORS = Table(
    "T3",
    "Indicators",
    (column("indicator", "Indicator"), column("share", "% of plan", "share")),
    (row("Participants", 1.25), row("Barriers", None), row("Practices", 0.5)),
)
SESSIONS = Table(
    "T6",
    "Attendance per session",
    (column("session", "Session"), column("checked_in", "Checked in", "count"), column("peak", "Peak inside", "count")),
    (row("Opening", 20, 18), row("No door", None, None)),
)


def test_people_are_drawn_by_economy_and_gender_where_there_are_any() -> None:
    [chart] = charts_of(BY_ECONOMY)

    assert (chart.kind, chart.categories) == ("stacked", ("Hong Kong, China", "Chinese Taipei"))
    assert chart.series == (Series("Male", (1, 1200)), Series("Female", (2, 34)))


def test_indicators_are_drawn_in_per_cent_of_plan_beyond_a_hundred_too() -> None:
    [chart] = charts_of(INDICATORS)

    assert (chart.categories, chart.unit, chart.targets) == (("Participants", "Practices"), PERCENT, (100, 100))
    assert chart.series[0].values == (125, 50)


def test_a_session_without_a_door_is_not_drawn_as_nobody() -> None:
    [chart] = charts_of(SESSIONS)

    assert chart.categories == ("Opening",)
    assert chart.series == (Series("Checked in", (20,)), Series("Peak inside", (18,)))


def test_lists_and_empty_tables_have_no_chart() -> None:
    nobody = Table("T1", "", BY_ECONOMY.columns, (row("Viet Nam", 0, 0, 0), row("Total", 0, 0, 0, is_total=True)))

    assert [charts_of(table) for table in (PEOPLE, nobody, Table("T3", "", INDICATORS.columns, ()))] == [(), (), ()]


def test_the_summary_says_the_totals_of_the_table() -> None:
    assert summary_of([PEOPLE, BY_ECONOMY]) == (
        "Participants who checked in: 1,237.",
        "Women among them: 36 of the 1,237 who stated their gender (2.9 %).",
    )
    assert summary_of([PEOPLE]) == ()
