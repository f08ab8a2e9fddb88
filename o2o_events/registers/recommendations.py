"""Policy recommendations: their wording in versions, and which economies endorse them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from o2o_events.db.columns import LocalizedText
from o2o_events.db.models import EndorsementRow, RecommendationRow, RecommendationTextRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import LANGUAGES, _, ngettext, pgettext, speaking
from o2o_events.registers.economies import position
from o2o_events.registers.events import Event
from o2o_events.registers.practices import in_present_language
from o2o_events.registers.register import Field, Register
from o2o_events.registers.register_records import add_entry, edit_entry, list_entries

STAGES: Final = ("drafted", "revised", "final")


@dataclass(frozen=True)
class Recommendation:
    """``stage`` is one of ``STAGES``; ``drafted_at`` is the id of the event that drafted it, or nothing."""

    id: str
    number: int
    title: LocalizedText
    stage: str = "drafted"
    drafted_at: str = ""

    @property
    def label(self) -> str:
        return _("{number}. {title}").format(number=self.number, title=in_present_language(self.title))


@dataclass(frozen=True)
class RecommendationText:
    """The wording of a recommendation at one stage."""

    id: str
    recommendation: str
    stage: str
    wording: LocalizedText
    written_on: date
    note: str = ""


@dataclass(frozen=True)
class Endorsement:
    """A member economy that endorsed a recommendation; ``endorsed_by`` is who said so for it."""

    id: str
    recommendation: str
    economy: str
    endorsed_on: date
    endorsed_by: str = ""


def stages() -> dict[str, str]:
    """The stages in the present language."""
    return {
        "drafted": pgettext("a recommendation", "Drafted"),
        "revised": pgettext("a recommendation", "Revised"),
        "final": pgettext("a recommendation", "Final"),
    }


def _known_as(recommendation: Recommendation) -> list[str]:
    number = str(recommendation.number)
    labels = []
    for tag in (*LANGUAGES, *recommendation.title):
        if tag in LANGUAGES:
            with speaking(tag):
                labels.append(recommendation.label)
    return [number, f"{number}.", *labels, *recommendation.title.values()]


def _standing(tx: Tx, entries: Sequence[Recommendation]) -> dict[str, str]:
    """At which stage it is, since when, and how many economies endorsed it."""
    texts, endorsed = list_texts(tx), endorsing_economies(tx)
    told = {}
    for entry in entries:
        written = max(
            (t.written_on for t in texts if (t.recommendation, t.stage) == (entry.id, entry.stage)), default=None
        )
        words = [stages().get(entry.stage, entry.stage) + (f" {written.isoformat()}" if written else "")]
        count = len(endorsed.get(entry.id, ()))
        if count:
            words.append(ngettext("endorsed by {n} economy", "endorsed by {n} economies", count).format(n=count))
        told[entry.id] = " · ".join(words)
    return told


RECOMMENDATIONS: Final = Register(
    name="recommendation",
    title=lambda: _("Policy recommendations"),
    one=lambda: _("Policy recommendation"),
    row=RecommendationRow,
    entry=Recommendation,
    fields=(
        Field(
            "number",
            lambda: _("Number"),
            "number",
            "no; no.; code; 編號; số; n.º; número",
            is_required=True,
            is_given=True,
            least=1,
        ),
        Field(
            "title",
            lambda: pgettext("of a text", "Title"),
            "localized",
            "recommendation; policy recommendation; name; 標題; 建議; tiêu đề; khuyến nghị; título; recomendación",
            is_required=True,
        ),
        Field(
            "stage",
            lambda: _("Stage"),
            "choice",
            "status; state",
            stages,
            STAGES,
            is_required=True,
            none="drafted",
            is_listed=False,
        ),
        Field("drafted_at", lambda: _("Drafted at"), "event", "event; drafted", none=""),
    ),
    keys=(("number",), ("title",)),
    sort=lambda entry, _names: (entry.number, in_present_language(entry.title)),
    label=lambda entry: entry.label,
    known_as=_known_as,
    standing=_standing,
    standing_heading=lambda: _("Standing"),
)

TEXTS: Final = Register(
    name="recommendation_text",
    title=lambda: _("Wordings"),
    one=lambda: _("Wording"),
    row=RecommendationTextRow,
    entry=RecommendationText,
    fields=(
        Field(
            "recommendation",
            lambda: _("Recommendation"),
            "record",
            "number; no; policy recommendation",
            target=RECOMMENDATIONS,
            is_required=True,
            none=None,
        ),
        Field(
            "stage", lambda: _("Stage"), "choice", "version; status", stages, STAGES, is_required=True, none="drafted"
        ),
        Field(
            "wording", lambda: _("Wording"), "localized", "text; 文字; văn bản; texto", is_required=True, is_long=True
        ),
        Field("written_on", lambda: _("Written on"), "date", "date; 日期; ngày; fecha", is_required=True),
        Field("note", lambda: _("Note"), "line", "remarks; comment; 備註; ghi chú; nota"),
    ),
    keys=(("recommendation", "stage", "written_on"),),
    sort=lambda entry, names: (
        names.position("recommendation", entry.recommendation),
        _stage_position(entry.stage),
        entry.written_on,
    ),
)


def _stage_position(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES else len(STAGES)


def _check_endorsement(tx: Tx, values: Mapping[str, Any]) -> None:
    """Economies endorse what is final, never a draft."""
    row = tx.get(RecommendationRow, values["recommendation"])
    if row is not None and row.stage != "final":
        raise UserError(
            _("“{title}” is not final yet. Enter its final wording first, then who endorses it.").format(
                title=in_present_language(row.title)
            )
        )


ENDORSEMENTS: Final = Register(
    name="endorsement",
    title=lambda: _("Endorsements"),
    one=lambda: _("Endorsement"),
    row=EndorsementRow,
    entry=Endorsement,
    fields=(
        Field(
            "recommendation",
            lambda: _("Recommendation"),
            "record",
            "number; no; policy recommendation",
            target=RECOMMENDATIONS,
            is_required=True,
            none=None,
        ),
        Field(
            "economy",
            lambda: _("Economy"),
            "economy",
            "member economy; 經濟體; nền kinh tế; economía",
            is_required=True,
            is_member=True,
        ),
        Field("endorsed_on", lambda: _("Endorsed on"), "date", "date; endorsed; 日期; ngày; fecha", is_required=True),
        Field("endorsed_by", lambda: _("Endorsed by"), "line", "signed by; name; by"),
    ),
    keys=(("recommendation", "economy"),),
    sort=lambda entry, names: (names.position("recommendation", entry.recommendation), position(entry.economy)),
    is_unique=True,
    same_id=True,
    check=_check_endorsement,
)


def list_recommendations(tx: Tx) -> list[Recommendation]:
    """All recommendations by number."""
    return list_entries(tx, RECOMMENDATIONS)


def list_texts(tx: Tx, recommendation: str | None = None) -> list[RecommendationText]:
    """The wordings, of one recommendation or of all: by stage, then by the day they were written."""
    return [t for t in list_entries(tx, TEXTS) if recommendation in (None, t.recommendation)]


def list_endorsements(tx: Tx, recommendation: str | None = None) -> list[Endorsement]:
    """Who endorsed one recommendation, or all, in APEC's order."""
    return [e for e in list_entries(tx, ENDORSEMENTS) if recommendation in (None, e.recommendation)]


def endorsing_economies(tx: Tx) -> dict[str, list[str]]:
    """The economies that endorsed each recommendation, each once, in APEC's order."""
    found: dict[str, list[str]] = {}
    for endorsement in list_entries(tx, ENDORSEMENTS):
        economies = found.setdefault(endorsement.recommendation, [])
        if endorsement.economy not in economies:
            economies.append(endorsement.economy)
    return found


def latest_text(texts: Sequence[RecommendationText], recommendation: str) -> RecommendationText | None:
    """The wording that holds: of the furthest stage, the one written last."""
    own = [text for text in texts if text.recommendation == recommendation]
    return max(own, key=lambda text: (_stage_position(text.stage), text.written_on, text.id), default=None)


def next_number(tx: Tx) -> int:
    return max((entry.number for entry in list_recommendations(tx)), default=0) + 1


def refuse_taken_number(tx: Tx, number: Any) -> None:
    """Raises ``UserError`` where a recommendation has it: people quote them by number.

    Two that desks numbered alike without knowing of each other both stay.
    """
    taken = next((entry for entry in list_recommendations(tx) if str(entry.number) == str(number).strip()), None)
    if taken is not None:
        raise UserError(
            _("“{label}” is there already. Change that one instead of adding another.").format(
                label=f"{taken.number}. {taken.label}"
            )
        )


def add_recommendation(
    tx: Tx,
    *,
    title: Mapping[str, str] | str,
    number: int | None = None,
    drafted_at: Event | str = "",
    stage: str = "drafted",
) -> Recommendation:
    """Adds a recommendation, under the next number where none is given."""
    values = {"number": number or next_number(tx), "title": title, "stage": stage, "drafted_at": drafted_at}
    return add_entry(tx, RECOMMENDATIONS, values)


def write_text(
    tx: Tx,
    *,
    recommendation: str,
    stage: str,
    wording: Mapping[str, str] | str,
    written_on: date,
    note: str = "",
) -> RecommendationText:
    """Keeps a wording beside the earlier ones; the recommendation moves on to its stage, never back."""
    values = {
        "recommendation": recommendation, "stage": stage, "wording": wording, "written_on": written_on, "note": note
    }  # fmt: skip
    return add_text(tx, values)


def add_text(tx: Tx, values: Mapping[str, Any]) -> RecommendationText:
    """As ``write_text``."""
    text = add_entry(tx, TEXTS, values)
    row = tx.get(RecommendationRow, text.recommendation)
    if row is not None and _stage_position(text.stage) > _stage_position(row.stage):
        edit_entry(tx, RECOMMENDATIONS, row.id, {"stage": text.stage})
    return text


def endorse(tx: Tx, *, recommendation: str, economy: str, endorsed_on: date, endorsed_by: str = "") -> Endorsement:
    """Notes that a member economy endorsed a final recommendation. Raises ``UserError`` where that cannot be."""
    values = {
        "recommendation": recommendation, "economy": economy, "endorsed_on": endorsed_on, "endorsed_by": endorsed_by
    }  # fmt: skip
    return add_entry(tx, ENDORSEMENTS, values)
