"""The columns and sheets of a programme as a table: our headings, and what others write over theirs (pure)."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from o2o_events.agenda import roles
from o2o_events.i18n import LANGUAGES, _, pgettext, speaking
from o2o_events.people.fields import word_key

_TAGGED = re.compile(r"^(.*?)\s*[\[(（]([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)[\])）]\s*(\d*)$")
PEOPLE_PREFIX: Final = "by_"
"""Before a role: the column of those who have it."""
_PARTED = re.compile(r"[\n\r/|(（)）]+")

_OTHERS = {
    "id": "id;session id;code;session code;talk id;no;編號;議程代碼;議程編號;代碼;場次編號;mã;mã phiên;código;uid;guid",
    "ref": "reference;source id;external id;other id;外部編號;mã ngoài;referencia",
    "date": "date;day;日期;ngày;fecha;día",
    "start": "start;start time;starts;from;begin;time;開始;開始時間;時間;起;bắt đầu;giờ bắt đầu;thời gian;giờ;inicio;"
    "hora de inicio;hora;desde",
    "end": "end;end time;ends;to;until;finish;結束;結束時間;迄;kết thúc;giờ kết thúc;fin;hora de fin;término;hasta",
    "minutes": "minutes;duration;length;duration (min);min;時長;長度;分鐘;時間長度;thời lượng;số phút;phút;"
    "duración;minutos",
    "room": "room;location;venue;hall;place;教室;會議室;地點;場地;廳;phòng;địa điểm;hội trường;sala;lugar;salón",
    "type": "type;session type;format;kind;category;類型;議程類型;形式;loại;hình thức;tipo;formato",
    "title": "title;session;session title;talk;talk title;topic;subject;name;題目;標題;主題;議題;議程;講題;名稱;"
    "tiêu đề;chủ đề;tên phiên;nội dung;título;tema;sesión;charla",
    "abstract": "abstract;description;summary;content;details;摘要;簡介;說明;大綱;tóm tắt;mô tả;resumen;descripción",
    "track": "track;theme;stream;strand;議程軌;軌;主軸;社群;chuyên đề;luồng;eje;línea temática;pista",
    "language": "language;lang;語言;ngôn ngữ;idioma",
    "expected": "expected;expected people;attendees;headcount;預計人數;人數;dự kiến;số người;"
    "asistentes esperados;aforo esperado",
    "state": "state;status;狀態;trạng thái;estado",
    "sequence": "sequence",
    "extra": "other programs (json)",
    "session": "session id",
    "position": "no.;position;order;順序;thứ tự;orden",
    "practice": "practice;best practice;practice id;最佳實務;thực tiễn;buena práctica",
    "name": "name;speaker;姓名;名稱;tên;họ tên;nombre",
    "own_script_name": "name in own script;native name;原文姓名;tên bản ngữ;nombre en escritura propia",
    "economy": "economy;經濟體;nền kinh tế;economía",
    "organisation": "organisation;organization;company;affiliation;單位;公司;cơ quan;tổ chức;organización;empresa",
    "job": "position;job title;職稱;chức vụ;cargo",
    "biography": "biography;bio;about;簡歷;個人簡介;tiểu sử;biografía",
    "available": "available;availability;可出席時間;thời gian có mặt;disponibilidad",
    "capacity": "capacity;seats;size;容量;座位;人數上限;sức chứa;số chỗ;capacidad;aforo",
}
_PEOPLE = {
    "speaker": "speaker;speakers;presenter name;講者;演講者;講師;主講人;diễn giả;báo cáo viên;ponente;ponentes;orador;"
    "expositor;expositores",
    "chair": "chair;chairs;session chair;主席;chủ tọa;presidente",
    "keynote": "keynote speaker;keynote speakers;主題演講人;diễn giả chính;ponente principal",
    "moderator": "moderator;moderators;host;主持人;người điều phối;moderador;moderadora",
    "panelist": "panelist;panelists;panellists;與談人;thành viên tham luận;panelista;panelistas",
    "presenter": "presenter;presenters;發表人;報告人;người trình bày;presentador;presentadores",
    "rapporteur": "rapporteur;rapporteurs;紀錄;thư ký;relator;relatora",
    "interpreter": "interpreter;interpreters;口譯;phiên dịch;intérprete;intérpretes",
}
SESSION_COLUMNS: Final = (
    "id", "date", "start", "end", "minutes", "room", "type", "title", "abstract", "track", "language", "expected",
    "state",
    *(PEOPLE_PREFIX + role for role in roles.CODES), "ref", "sequence", "extra",
)  # fmt: skip
SLOT_COLUMNS: Final = (
    "id", "session", "position", "title", "minutes", "practice", *(PEOPLE_PREFIX + role for role in roles.CODES), "ref",
)  # fmt: skip
SPEAKER_COLUMNS: Final = (
    "id", "name", "own_script_name", "economy", "organisation", "job", "biography", "available", "ref",
)  # fmt: skip
ROOM_COLUMNS: Final = ("id", "name", "capacity", "ref")
SHEETS: Final = {
    "sessions": SESSION_COLUMNS,
    "slots": SLOT_COLUMNS,
    "speakers": SPEAKER_COLUMNS,
    "rooms": ROOM_COLUMNS,
    "about": (),
}
LOCALIZED: Final = frozenset({"title", "abstract", "biography"})
"""Columns that stand once for each language; a room's name too."""


def column_words(field: str) -> str:
    """The heading of a column in the present language."""
    if field.startswith(PEOPLE_PREFIX):
        return roles.label(field.removeprefix(PEOPLE_PREFIX))
    words = {
        "id": _("ID"),
        "ref": _("Reference"),
        "date": _("Date"),
        "start": _("Start"),
        "end": _("End"),
        "minutes": _("Minutes"),
        "room": _("Room"),
        "type": _("Type"),
        "title": pgettext("session", "Title"),
        "abstract": _("Abstract"),
        "track": _("Track"),
        "language": _("Language"),
        "expected": _("Expected people"),
        "state": _("State"),
        "sequence": _("Times changed"),
        "extra": _("Other programs (JSON)"),
        "session": _("Session ID"),
        "position": _("No."),
        "practice": _("Best practice ID"),
        "name": _("Name"),
        "own_script_name": _("Name in own script"),
        "economy": _("Economy"),
        "organisation": _("Organisation"),
        "job": _("Position"),
        "biography": _("Biography"),
        "available": _("Available"),
        "capacity": _("Capacity"),
    }
    return words[field]


def sheet_words(sheet: str) -> str:
    """The name of a sheet in the present language."""
    words = {
        "sessions": _("Sessions"),
        "slots": _("Slots"),
        "speakers": _("Speakers"),
        "rooms": _("Rooms"),
        "about": _("About this file"),
    }
    return words[sheet][:31]


@cache
def _fields(sheet: str) -> dict[str, str]:
    """Headings of one sheet -> field: ours in every language first, then what others write."""
    found: dict[str, str] = {}
    for tag in LANGUAGES:
        with speaking(tag):
            for field in SHEETS[sheet]:
                found.setdefault(_key(column_words(field)), field)
    for field in SHEETS[sheet]:
        role = field.removeprefix(PEOPLE_PREFIX)
        for word in (_PEOPLE[role] if role != field else _OTHERS[field]).split(";"):
            found.setdefault(_key(word), field)
    return found


@cache
def _sheets() -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in LANGUAGES:
        with speaking(tag):
            found |= {
                sheet_words(sheet).casefold(): sheet for sheet in SHEETS if sheet_words(sheet).casefold() not in found
            }
    return found


def _key(text: str) -> str:
    return word_key(text) or text.strip()


def find_sheet(name: str) -> str | None:
    """Which of our sheets a name stands for, in any language."""
    return _sheets().get(name.strip().casefold())


def find_column(heading: str, sheet: str = "sessions") -> tuple[str, str] | None:
    """The field of a heading and the language it is for ("" where it says none); None for one that is not known."""
    tag = ""
    if match := _TAGGED.match(heading.strip()):
        heading, tag = match[1], match[2]
    fields = _fields(sheet)
    field = fields.get(_key(heading))
    if field is None:
        field = next((fields[_key(part)] for part in _PARTED.split(heading) if _key(part) in fields), None)
    return None if field is None else (field, tag)


def part_of(heading: str) -> int:
    """Which part of a long text a column is: 0 for the first, then 2, 3 and so on."""
    match = _TAGGED.match(heading.strip())
    return int(match[3] or 0) if match else 0


def score(cells: Sequence[str]) -> int:
    """How many different columns of a programme a row names; long cells are no headings."""
    return len({found[0] for cell in cells if cell and len(cell) < 80 and (found := find_column(cell))})
