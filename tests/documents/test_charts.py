"""Charts: what is drawn on paper, in the window and in a workbook is what was said."""

import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pypdfium2
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import page_texts
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from o2o_events import i18n
from o2o_events.documents.chart_arranging import arrange, natural_height
from o2o_events.documents.chart_bars import is_lying
from o2o_events.documents.chart_pdf import ChartFlowable, draw_chart
from o2o_events.documents.chart_scale import scale_for
from o2o_events.documents.chart_scene import INKS, PATTERNS, Box, Scene, Shape, Stroke, Words
from o2o_events.documents.chart_svg import chart_svg, description
from o2o_events.documents.chart_xlsx import add_chart
from o2o_events.documents.charts import ChartSpec, Kind, Series
from o2o_events.documents.colours import colour
from o2o_events.documents.numbers import number, percent
from o2o_events.registers.economies import ECONOMIES

SCRIPTS = "Điểm 滿意度 ความพึงพอใจ น้ำ 만족도 マンゾク Оценка"
EVENTS = ChartSpec(
    "bar",
    "Participants per event",
    ("Workshop I", "Summit", "Workshop II"),
    (Series("Planned", (100, 200, 100)), Series("Actual", (112, 187, None))),
    "people",
    (100, 200, 100),
    note="By check-in.",
)
ITEMS = ChartSpec(
    "stacked",
    "Answers by item",
    ("Objectives", "Materials"),
    (Series("Strongly agree", (40, 30)), Series("Agree", (20, 25)), Series("Disagree", (5, None))),
    "answers",
)
BARRIERS = ChartSpec(
    "horizontal", "Barriers", ("E-payment", "Delivery"), (Series("Named", (34, 12.25)),), "", (30, None)
)
READINGS = ChartSpec(
    "line",
    "Guidebook accesses",
    ("July", "August", "October", "November"),
    (Series("Guidebook", (0, 210, None, 1180)), Series("Report", (10, 20, 30, 40))),
    "accesses",
    (1000,) * 4,
    (date(2016, 7, 1), date(2016, 8, 1), date(2016, 10, 1), date(2016, 11, 1)),
)
SHARES = ChartSpec("meter", "Shares", ("Women-led", "Youth-led"), (Series("Share", (42.5, None)),), "%", (40, 80))
EVERY = [EVENTS, ITEMS, BARRIERS, READINGS, SHARES]
KINDS: list[Kind] = ["bar", "stacked", "horizontal", "line", "meter"]


def words_of(scene: Scene) -> list[str]:
    return [part.line.text for part in scene.parts if isinstance(part, Words)]


def bars_of(scene: Scene, place: int) -> list[Box]:
    """A series' bars, without its sample in the legend."""
    found = [part for part in scene.parts if isinstance(part, Box) and part.fill == colour(INKS[place])]
    return [bar for bar in found if (round(bar.width, 1), round(bar.height, 1)) != (10, 9)]


def on_paper(file: Path, spec: ChartSpec, width: float = 440) -> str:
    canvas = Canvas(str(file), pagesize=(width + 40, natural_height(spec, width) + 40))
    draw_chart(canvas, spec, left=20, top=natural_height(spec, width) + 20, width=width)
    canvas.save()
    return page_texts(file)[0]


def test_bars_are_as_long_as_their_figures() -> None:
    planned, actual = bars_of(arrange(EVENTS, 440), 0), bars_of(arrange(EVENTS, 440), 1)

    heights = [bar.height + 0.5 for bar in [*planned, *actual]]
    assert [round(height / heights[0] * 100) for height in heights] == [100, 200, 100, 112, 187]


def test_lying_bars_are_as_long_as_their_figures() -> None:
    (first, second) = bars_of(arrange(BARRIERS, 440), 0)

    assert round((second.width + 0.5) / (first.width + 0.5) * 34, 2) == 12.25


def test_stacked_bars_begin_where_the_last_ends() -> None:
    scene = arrange(ITEMS, 440)
    below, above = bars_of(scene, 0)[0], bars_of(scene, 1)[0]

    assert round(above.top + above.height + 0.5, 3) == round(below.top, 3)
    assert [text for text in words_of(scene) if text in ("65", "55")] == ["65", "55"]


def test_a_line_breaks_where_a_figure_is_missing_and_goes_by_time() -> None:
    scene = arrange(READINGS, 440)
    lines = [part for part in scene.parts if isinstance(part, Stroke) and part.width == 1.6]
    (guidebook, report) = [[x for x, _y in line.points] for line in lines]

    assert (len(guidebook), len(report)) == (2, 4)
    steps = [later - earlier for earlier, later in pairwise(report)]
    assert [round(step / steps[0] * 31) for step in steps] == [31, 61, 31]
    assert lines[0].dash != lines[1].dash


def test_a_meter_fills_its_share_and_marks_its_goal() -> None:
    scene = arrange(SHARES, 400)
    (bar,) = bars_of(scene, 0)
    goals = [part.points[0][0] for part in scene.parts if isinstance(part, Stroke) and part.width == 1.8]

    assert (bar.width, [round(x, 6) for x in goals]) == (170, [160, 320])
    assert words_of(scene) == ["Shares", "Women-led", "42.5%", "Target 40%", "Youth-led", "–", "Target 80%"]


def test_names_that_would_not_fit_below_bars_stand_beside_lying_ones() -> None:
    names = tuple(economy.name for economy in ECONOMIES if economy.is_member)
    many = ChartSpec("bar", "Economies", names, (Series("People", tuple(range(21))),))

    assert (is_lying(many, 480), is_lying(EVENTS, 480)) == (True, False)
    assert [word for word in words_of(arrange(many, 480)) if word in names] == list(names)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_stands_out_from_the_surface_and_every_series_has_a_pattern(theme: str) -> None:
    assert [ink for ink in INKS if _contrast(colour(ink, theme), colour("surface", theme)) < 3] == []
    assert len(set(PATTERNS)) == len(INKS) == len(PATTERNS)


def _contrast(one: str, other: str) -> float:
    """WCAG 2's ratio."""

    def light(ink: str) -> float:
        shares = [int(ink[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("spec", EVERY, ids=KINDS)
def test_paper_says_every_name_and_figure(tmp_path: Path, spec: ChartSpec) -> None:
    text = " ".join(on_paper(tmp_path / "c.pdf", spec).split())

    expected = [spec.title, *spec.categories, spec.note]
    expected += [series.name for series in spec.series] if len(spec.series) > 1 else []
    shown = [series.values[-1:] if spec.kind == "line" else series.values for series in spec.series]
    expected += [spec.figure(value) for values in shown for value in values if value is not None]
    assert [part for part in expected if part not in text] == []


@pytest.mark.parametrize("spec", EVERY, ids=KINDS)
def test_all_of_a_chart_is_inside_its_box(tmp_path: Path, spec: ChartSpec) -> None:
    on_paper(tmp_path / "c.pdf", spec)

    with pypdfium2.PdfDocument(tmp_path / "c.pdf") as document:
        page = document[0]
        image = page.render(scale=2, grayscale=True).to_pil()
        page.close()
    ink = image.point(lambda level: 255 - level).getbbox()
    assert ink is not None
    assert (ink[0] >= 38, ink[1] >= 38, ink[2] <= image.width - 38, ink[3] <= image.height - 38) == (True,) * 4


def test_series_can_be_told_apart_without_colour(tmp_path: Path) -> None:
    """In grey, the share of light pixels differs from bar to bar of a stack."""
    spec = ChartSpec("stacked", "x", ("a",), tuple(Series(f"s{n}", (10.0,)) for n in range(6)))
    scene = arrange(spec, 300, 400)
    canvas = Canvas(str(tmp_path / "c.pdf"), pagesize=(300, 400))
    draw_chart(canvas, spec, left=0, top=400, width=300, height=400)
    canvas.save()

    with pypdfium2.PdfDocument(tmp_path / "c.pdf") as document:
        page = document[0]
        image = page.render(scale=4, grayscale=True).to_pil()
        page.close()
    crops = []
    for place in range(6):
        (bar,) = bars_of(scene, place)
        edge = (bar.left + 1, bar.top + 1, bar.left + 13, bar.top + bar.height - 1)
        crops.append(image.crop(tuple(round(4 * at) for at in edge)).resize((24, 48)))
    pairs = [(a, b) for a in range(6) for b in range(a)]
    assert [pair for pair in pairs if _difference(crops[pair[0]], crops[pair[1]]) < 12] == []


def _difference(one: object, other: object) -> float:
    """How far the grey of two pictures is apart on average (of 255)."""
    both = zip(one.tobytes(), other.tobytes(), strict=True)  # type: ignore[attr-defined]  # Pillow's images
    values = [abs(a - b) for a, b in both]
    return sum(values) / len(values)


def test_paper_and_svg_set_every_script(tmp_path: Path) -> None:
    spec = replace(EVENTS, title=SCRIPTS, categories=("目標", "Đủ", "เวลาน้ำ"))

    text = "".join(on_paper(tmp_path / "c.pdf", spec).split())
    picture = ElementTree.fromstring(chart_svg(spec, width=440))
    families = {e.get("font-family") for e in picture.iter("{http://www.w3.org/2000/svg}text")}

    assert [word for word in [*SCRIPTS.split(), "目標", "Đủ", "เวลาน้ำ"] if word not in text] == []
    assert families == {"Noto Sans", "Noto Sans Thai", "Noto Sans TC", "Noto Sans KR"}
    assert [part for part in arrange(spec, 440).parts if isinstance(part, Words) and part.line.missing] == []


def test_a_chart_stands_in_a_reportlab_flow(tmp_path: Path) -> None:
    document = SimpleDocTemplate(str(tmp_path / "c.pdf"))
    document.build([Paragraph("Before"), ChartFlowable(EVENTS), ChartFlowable(SHARES, 200), Paragraph("After")])

    text = " ".join("".join(page_texts(tmp_path / "c.pdf")).split())
    assert [text.index(part) for part in ("Before", "Summit", "Women-led", "After")] == sorted(
        text.index(part) for part in ("Before", "Summit", "Women-led", "After")
    )


@pytest.mark.parametrize("spec", EVERY, ids=KINDS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_svg_holds_the_same_words_and_tells_all_figures(spec: ChartSpec, theme: str) -> None:
    picture = ElementTree.fromstring(chart_svg(spec, width=500, theme=theme))

    names = "{http://www.w3.org/2000/svg}"
    drawn = "".join(e.text or "" for e in picture.iter(f"{names}text"))
    assert drawn == "".join(words_of(arrange(spec, 500)))
    assert (picture.get("width"), picture.findtext(f"{names}title")) == ("500", spec.title)
    assert picture.findtext(f"{names}desc") == description(spec)
    inks = {e.get("fill") for e in picture.iter(f"{names}text")}
    assert inks <= {colour("ink", theme), colour("quiet", theme)}


def test_description_tells_each_figure() -> None:
    assert description(EVENTS) == (
        "Workshop I: Planned 100, Actual 112; Summit: Planned 200, Actual 187; Workshop II: Planned 100, Actual –"
    )


@pytest.mark.parametrize("spec", EVERY, ids=KINDS)
def test_a_workbook_has_the_figures_and_a_chart_of_them(tmp_path: Path, spec: ChartSpec) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "c.xlsx")) as book:
        sheet = book.add_worksheet("Figures’ page")
        free = add_chart(book, sheet, spec, row=2, column=1)

    read = openpyxl.load_workbook(tmp_path / "c.xlsx")
    page = read["Figures’ page"]
    share = 100 if spec.unit == "%" else 1
    rows = [
        [cell.value for cell in row] for row in page.iter_rows(min_row=5, min_col=2, max_row=4 + len(spec.categories))
    ]
    expected = [
        [name, *(None if s.values[n] is None else s.values[n] / share for s in spec.series)]
        + ([None if spec.targets[n] is None else spec.targets[n] / share] if spec.targets else [])
        for n, name in enumerate(spec.categories)
    ]
    assert [row[: len(expected[0])] for row in rows] == expected
    (chart,) = page._charts
    types = {"bar": "col", "stacked": "col", "horizontal": "bar", "meter": "bar"}
    assert getattr(chart, "barDir", None) == types.get(spec.kind)
    assert len(chart.series) == len(spec.series) + bool(spec.targets)
    last = 4 + len(spec.categories)
    assert chart.series[0].val.numRef.f == f"'Figures’ page'!$C$5:$C${last}"
    assert chart.series[0].cat.strRef.f == f"'Figures’ page'!$B$5:$B${last}"
    assert free > last
    read.close()


def test_workbook_bars_have_patterns_and_the_first_name_stands_above(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "c.xlsx")) as book:
        sheet = book.add_worksheet()
        row = add_chart(book, sheet, ITEMS)
        add_chart(book, sheet, BARRIERS, row=row)

    with zipfile.ZipFile(tmp_path / "c.xlsx") as parts:
        stacked, lying = (parts.read(f"xl/charts/chart{n}.xml").decode() for n in (1, 2))
    assert [name in stacked for name in ('prst="wdUpDiag"', 'prst="narHorz"', '"stacked"')] == [True] * 3
    assert lying.split("<c:catAx>")[1].split("</c:catAx>")[0].count('<c:orientation val="maxMin"/>') == 1


def test_a_workbook_runs_no_text(tmp_path: Path) -> None:
    spec = ChartSpec("bar", "=1+1", ("=HYPERLINK(1)",), (Series("@SUM(A1)", (1,)),), note="=2")
    with xlsxwriter.Workbook(str(tmp_path / "c.xlsx")) as book:
        add_chart(book, book.add_worksheet(), spec)

    page = openpyxl.load_workbook(tmp_path / "c.xlsx").worksheets[0]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert [cell.data_type for cell in cells] == ["s", "s", "s", "n", "s"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_figures_are_said_to_be_none(tmp_path: Path, kind: Kind) -> None:
    for spec in (ChartSpec(kind, "T", ("a",), (Series("x", (None,)),)), ChartSpec(kind, "T", (), (Series("x", ()),))):
        assert words_of(arrange(spec, 300)) == ["T", "No figures yet."]
        with xlsxwriter.Workbook(str(tmp_path / "c.xlsx")) as book:
            add_chart(book, book.add_worksheet(), spec)
        page = openpyxl.load_workbook(tmp_path / "c.xlsx").worksheets[0]
        assert (page["A1"].value, len(page._charts)) == ("T", len(spec.categories))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_zeros_is_drawn(kind: Kind) -> None:
    spec = ChartSpec(kind, "T", ("a", "b"), (Series("x", (0, 0)),))

    assert words_of(arrange(spec, 300)).count("0%" if kind == "meter" else "0") >= 2


@pytest.mark.parametrize(
    "parts",
    [
        {"series": (Series("x", (1,)),)},
        {"targets": (1,)},
        {"times": (date(2016, 1, 1),)},
        {"series": (Series("x", (1, float("nan"))),)},
        {"series": (Series("x", (1, float("inf"))),)},
        {"series": tuple(Series(str(n), (1, 2)) for n in range(7))},
        {"kind": "stacked", "series": (Series("x", (1, -1)),)},
        {"kind": "meter", "series": (Series("x", (1, 101)),)},
        {"kind": "meter", "unit": "people"},
        {"kind": "meter", "series": (Series("x", (1, 2)), Series("y", (1, 2)))},
    ],
)
def test_parts_that_do_not_belong_together_are_refused(parts: dict[str, object]) -> None:
    given: dict[str, object] = {
        "kind": "bar", "title": "T", "categories": ("a", "b"), "series": (Series("x", (1, 2)),),
    }  # fmt: skip
    with pytest.raises(ValueError, match="A chart needs"):
        ChartSpec(**given | parts)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", ("1,234.3", "5", "42.6%", "40%")),
        ("es", ("1.234,3", "5", "42,6\xa0%", "40\xa0%")),
        ("vi", ("1.234,3", "5", "42,6%", "40%")),
        ("zh-Hant", ("1,234.3", "5", "42.6%", "40%")),
    ],
)
def test_numbers_are_written_as_the_language_does(tag: str, expected: tuple[str, ...]) -> None:
    with i18n.speaking(tag):
        assert (number(1234.25), number(5.0), percent(42.55), percent(40)) == expected


@pytest.mark.parametrize(
    ("values", "is_percent", "steps"),
    [
        ([112, 187, 200], False, (0, 50, 100, 150, 200)),
        ([1], False, (0, 1)),
        ([0, 0], False, (0, 1)),
        ([], False, (0, 1)),
        ([3], False, (0, 1, 2, 3)),
        ([0.3], False, (0, 0.1, 0.2, 0.3)),
        ([-3, 12], False, (-5, 0, 5, 10, 15)),
        ([-2.5], False, (-2.5, -2.0, -1.5, -1.0, -0.5, 0.0)),
        ([61], True, (0, 20, 40, 60, 80, 100)),
        ([12], True, (0, 5, 10, 15)),
        ([5e-324], False, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        ([1_000_000], False, (0, 200_000, 400_000, 600_000, 800_000, 1_000_000)),
    ],
)
def test_scales_have_round_steps(values: list[float], is_percent: bool, steps: tuple[float, ...]) -> None:
    assert scale_for(values, is_percent=is_percent).steps == steps


FIGURES = st.one_of(st.none(), st.integers(0, 100), st.floats(0, 100))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(KINDS),
    st.text(max_size=80),
    st.lists(st.tuples(st.text(max_size=60), FIGURES, FIGURES), max_size=24),
    st.floats(120, 900),
)
def test_any_chart_is_drawn_within_its_box(
    kind: Kind, title: str, rows: list[tuple[str, float | None, float | None]], width: float
) -> None:
    names, values, goals = zip(*rows, strict=True) if rows else ((), (), ())
    scene = arrange(ChartSpec(kind, title, names, (Series("x", values),), "", goals), width)

    xs = [x for part in scene.parts for x in _edges(part)]
    assert [x for x in xs if not -6 <= x <= width + 6] == []


def _edges(part: object) -> list[float]:
    match part:
        case Words():
            return [part.left, part.left + part.line.width * part.size]
        case Box():
            return [part.left, part.left + part.width]
        case Stroke() | Shape():
            return [x for x, _y in part.points]
    return []
