"""What people come as: the categories that ship, and those an organiser adds.

The roles are those of APEC project events; each has a number (badges carry it) and a colour that,
with the word beside it, marks the badge.
"""

from dataclasses import dataclass

from sqlalchemy import insert, select

from o2o_events.db import stamps
from o2o_events.db.columns import LocalizedText
from o2o_events.db.models import CategoryRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _, language
from o2o_events.text import clean, fold

SHIPPED_STAMP = "0" * 16 + ".shipped"
"""The stamp of what every file is born with, so that two files agree on it."""
MOST = 99


@dataclass(frozen=True)
class Category:
    """A category; ``is_participant`` says whether its people count as participants by default."""

    code: str
    number: int
    name: LocalizedText
    colour: str
    is_participant: bool

    @property
    def label(self) -> str:
        """Its name in the present language."""
        return self.name.get(language()) or self.name["en"]


def _shipped(code: str, number: int, colour: str, en: str, zh: str, es: str, vi: str, counts: bool = True) -> Category:
    return Category(code, number, {"en": en, "zh-Hant": zh, "es": es, "vi": vi}, colour, counts)


SHIPPED: tuple[Category, ...] = (
    _shipped("delegate", 1, "#1F5FA8", "Delegate", "代表", "Delegado/a", "Đại biểu"),
    _shipped("head_of_delegation", 2, "#143E73", "Head of delegation", "代表團團長", "Jefe/a de delegación", "Trưởng đoàn"),
    _shipped("speaker", 3, "#B3261E", "Speaker", "講者", "Ponente", "Diễn giả"),
    _shipped("keynote_speaker", 4, "#8C1D18", "Keynote speaker", "專題演講人", "Ponente principal", "Diễn giả chính"),
    _shipped("moderator", 5, "#A4420F", "Moderator", "主持人", "Moderador/a", "Người điều phối"),
    _shipped("panelist", 6, "#9A5B00", "Panelist", "與談人", "Panelista", "Thành viên tọa đàm"),
    _shipped("expert", 7, "#6B5E00", "Expert", "專家", "Experto/a", "Chuyên gia"),
    _shipped("presenter", 8, "#2E6B1F", "Best-practice presenter", "最佳案例發表人", "Presentador/a de buenas prácticas", "Người trình bày điển hình"),
    _shipped("rapporteur", 9, "#00696B", "Rapporteur", "紀錄人", "Relator/a", "Báo cáo viên"),
    _shipped("observer", 10, "#4A6267", "Observer", "觀察員", "Observador/a", "Quan sát viên"),
    _shipped("guest", 11, "#6750A4", "Guest", "貴賓", "Invitado/a", "Khách mời"),
    _shipped("business", 12, "#00658F", "Business", "企業代表", "Empresa", "Doanh nghiệp"),
    _shipped("secretariat", 13, "#5B3F8C", "Secretariat", "秘書處", "Secretaría", "Ban Thư ký"),
    _shipped("organiser", 14, "#37474F", "Organiser", "主辦單位", "Organizador/a", "Ban tổ chức", False),
    _shipped("staff", 15, "#455A64", "Staff", "工作人員", "Personal", "Nhân viên", False),
    _shipped("liaison", 16, "#546E7A", "Liaison officer", "聯絡官", "Oficial de enlace", "Cán bộ liên lạc", False),
    _shipped("interpreter", 17, "#7B1FA2", "Interpreter", "口譯員", "Intérprete", "Phiên dịch", False),
    _shipped("media", 18, "#AD1457", "Media", "媒體", "Prensa", "Báo chí", False),
)  # fmt: skip

_ALIASES = {
    "headofdelegation": "head_of_delegation",
    "hod": "head_of_delegation",
    "keynote": "keynote_speaker",
    "panellist": "panelist",
    "bestpracticepresenter": "presenter",
    "organizer": "organiser",
    "liaisonofficer": "liaison",
    "press": "media",
    "participant": "delegate",
}


def ship_categories(tx: Tx) -> None:
    """Puts the shipped categories into a new file."""
    rows = [
        {
            "id": c.code,
            "number": c.number,
            "name": c.name,
            "colour": c.colour,
            "is_participant": c.is_participant,
            "deleted": False,
            "stamps": stamps.made(SHIPPED_STAMP),
            "revision": 0,
        }
        for c in SHIPPED
    ]
    tx.connection().execute(insert(CategoryRow), rows)


def list_categories(tx: Tx) -> list[Category]:
    """All categories, in the order of their numbers."""
    rows = tx.scalars(select(CategoryRow).where(~CategoryRow.deleted).order_by(CategoryRow.number, CategoryRow.id))
    return [Category(r.id, r.number, r.name, r.colour, r.is_participant) for r in rows]


def find_category(categories: list[Category], text: str) -> Category | None:
    """The category that somebody wrote, by code or by name in any of our languages."""
    key = _key(text)
    key = _key(_ALIASES.get(key, key))
    for category in categories:
        if key in {_key(category.code), *map(_key, category.name.values())}:
            return category
    return None


def add_category(tx: Tx, *, name: str, colour: str = "#1F5FA8", is_participant: bool = True) -> Category:
    """Adds a category of the organiser's own. Raises ``UserError`` where it exists or none is left."""
    name = clean(name)
    categories = list_categories(tx)
    if not _key(name):
        raise UserError(_("A category needs a name. Type one and try again."))
    if find_category(categories, name):
        raise UserError(_("There is a category “{name}” already. Use it, or choose another name.").format(name=name))
    free = set(range(1, MOST + 1)) - {c.number for c in categories}
    if not free:
        raise UserError(_("All {n} categories are taken. Use one of them.").format(n=MOST))
    number = min(n for n in free if n > max(c.number for c in SHIPPED))
    code = "_".join(fold(name).split())
    tx.add(CategoryRow(id=code, number=number, name={"en": name}, colour=colour, is_participant=is_participant))
    return Category(code, number, {"en": name}, colour, is_participant)


def _key(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())
