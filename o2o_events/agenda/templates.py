"""First agendas to start from: a one-day workshop and a two-day summit, as APEC project events usually run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from o2o_events.agenda.programme import AgendaSession, Room
from o2o_events.agenda.queries import list_rooms, read_programme
from o2o_events.agenda.rooms import add_room
from o2o_events.agenda.sessions import add_session
from o2o_events.agenda.slots import add_slot
from o2o_events.db.columns import LocalizedText
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _, ngettext
from o2o_events.registers.events import Event


@dataclass(frozen=True)
class Line:
    """One session of a template; ``room`` is the number of one of its rooms, ``slots`` how many of how many minutes."""

    starts: str
    minutes: int
    type: str
    title: LocalizedText
    room: int = 0
    slots: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Template:
    """A first agenda: its rooms, and the sessions of each day."""

    name: LocalizedText
    rooms: tuple[LocalizedText, ...]
    days: tuple[tuple[Line, ...], ...]


def _text(en: str, zh: str, es: str, vi: str) -> LocalizedText:
    return {"en": en, "zh-Hant": zh, "es": es, "vi": vi}


def _numbered(text: LocalizedText, number: int) -> LocalizedText:
    return {tag: f"{words} {number}" for tag, words in text.items()}


HALL = _text("Plenary hall", "大會堂", "Sala plenaria", "Hội trường chính")
FOYER = _text("Foyer", "前廳", "Vestíbulo", "Sảnh")
ROOM_A = _text("Room A", "A 會議室", "Sala A", "Phòng A")
ROOM_B = _text("Room B", "B 會議室", "Sala B", "Phòng B")

REGISTRATION = _text("Registration", "報到", "Registro", "Đón tiếp đại biểu")
OPENING = _text("Opening remarks", "開幕致詞", "Palabras de apertura", "Phát biểu khai mạc")
PHOTO = _text("Group photo", "大合照", "Fotografía grupal", "Chụp ảnh lưu niệm")
KEYNOTE = _text("Keynote", "專題演講", "Ponencia principal", "Bài phát biểu chính")
BREAK = _text("Coffee break", "茶敘", "Pausa para el café", "Giải lao")
LUNCH = _text("Lunch", "午餐", "Almuerzo", "Ăn trưa")
PANEL = _text("Panel", "座談", "Panel", "Tọa đàm")
PRACTICES = _text("Best practices", "最佳案例分享", "Buenas prácticas", "Chia sẻ điển hình")
QUESTIONS = _text("Questions and answers", "問答", "Preguntas y respuestas", "Hỏi đáp")
BREAKOUT = _text("Breakout", "分組討論", "Sesión paralela", "Thảo luận nhóm")
DIALOGUE = _text("Policy dialogue", "政策對話", "Diálogo de políticas", "Đối thoại chính sách")
EVALUATION = _text("Evaluation", "活動評量", "Evaluación", "Đánh giá")
WRAP_UP = _text("Wrap-up", "總結", "Conclusiones", "Tổng kết")
CLOSING = _text("Closing remarks", "閉幕致詞", "Palabras de clausura", "Phát biểu bế mạc")
RECEPTION = _text("Welcome reception", "歡迎晚宴", "Recepción de bienvenida", "Tiệc chào mừng")
SLOT = _text("Best practice", "最佳案例", "Buena práctica", "Điển hình")

_WORKSHOP_DAY = (
    Line("08:30", 30, "registration", REGISTRATION, room=1),
    Line("09:00", 15, "opening", OPENING),
    Line("09:15", 10, "group_photo", PHOTO),
    Line("09:25", 35, "keynote", KEYNOTE),
    Line("10:00", 20, "break", BREAK, room=1),
    Line("10:20", 70, "panel", _numbered(PANEL, 1)),
    Line("11:30", 15, "q_and_a", QUESTIONS),
    Line("11:45", 75, "lunch", LUNCH, room=1),
    Line("13:00", 75, "best_practice", PRACTICES, slots=(5, 15)),
    Line("14:15", 60, "panel", _numbered(PANEL, 2)),
    Line("15:15", 20, "break", BREAK, room=1),
    Line("15:35", 60, "policy_dialogue", DIALOGUE),
    Line("16:35", 10, "evaluation", EVALUATION),
    Line("16:45", 15, "closing", CLOSING),
)
_SUMMIT_FIRST_DAY = (
    Line("08:30", 30, "registration", REGISTRATION, room=1),
    Line("09:00", 20, "opening", OPENING),
    Line("09:20", 10, "group_photo", PHOTO),
    Line("09:30", 30, "keynote", _numbered(KEYNOTE, 1)),
    Line("10:00", 20, "break", BREAK, room=1),
    Line("10:20", 70, "panel", _numbered(PANEL, 1)),
    Line("11:30", 15, "q_and_a", QUESTIONS),
    Line("11:45", 75, "lunch", LUNCH, room=1),
    Line("13:00", 90, "best_practice", _numbered(PRACTICES, 1), slots=(6, 15)),
    Line("14:30", 20, "break", BREAK, room=1),
    Line("14:50", 90, "best_practice", _numbered(PRACTICES, 2), room=2, slots=(6, 15)),
    Line("14:50", 90, "breakout", _numbered(BREAKOUT, 1), room=3),
    Line("16:25", 35, "q_and_a", QUESTIONS),
    Line("18:30", 120, "reception", RECEPTION, room=1),
)
_SUMMIT_SECOND_DAY = (
    Line("08:30", 30, "registration", REGISTRATION, room=1),
    Line("09:00", 30, "keynote", _numbered(KEYNOTE, 2)),
    Line("09:30", 60, "panel", _numbered(PANEL, 2)),
    Line("10:30", 20, "break", BREAK, room=1),
    Line("10:50", 75, "best_practice", _numbered(PRACTICES, 3), room=2, slots=(5, 15)),
    Line("10:50", 75, "breakout", _numbered(BREAKOUT, 2), room=3),
    Line("12:05", 85, "lunch", LUNCH, room=1),
    Line("13:30", 75, "best_practice", _numbered(PRACTICES, 4), slots=(5, 15)),
    Line("14:45", 20, "break", BREAK, room=1),
    Line("15:05", 75, "policy_dialogue", DIALOGUE),
    Line("16:20", 15, "wrap_up", WRAP_UP),
    Line("16:35", 10, "evaluation", EVALUATION),
    Line("16:45", 15, "closing", CLOSING),
)
TEMPLATES = {
    "workshop": Template(
        _text("One-day workshop", "一日研討會", "Taller de un día", "Hội thảo một ngày"),
        (HALL, FOYER),
        (_WORKSHOP_DAY,),
    ),
    "summit": Template(
        _text("Two-day summit", "兩日高峰會", "Cumbre de dos días", "Hội nghị thượng đỉnh hai ngày"),
        (HALL, FOYER, ROOM_A, ROOM_B),
        (_SUMMIT_FIRST_DAY, _SUMMIT_SECOND_DAY),
    ),
}


def apply_template(tx: Tx, *, event: Event, template: str, day: date | None = None) -> list[str]:
    """Fills days of an event, from ``day`` or the first one on; answers the new sessions' ids in order.

    The event's own rooms are used from left to right, those that are missing are added. Raises ``UserError`` where
    the template has more days than are left, or there are sessions on one of them already.
    """
    chosen = TEMPLATES[template]
    days = _days(tx, event, chosen, day)
    rooms = _rooms(tx, event, chosen)
    return [_add(tx, event, on, line, rooms).id for on, lines in zip(days, chosen.days, strict=True) for line in lines]


def _days(tx: Tx, event: Event, template: Template, first: date | None) -> Sequence[date]:
    start = event.days.index(first) if first in event.days else 0 if first is None else len(event.days)
    days = event.days[start : start + len(template.days)]
    if len(days) < len(template.days):
        raise UserError(
            ngettext(
                "This template has {n} day; {event} has the days {days}. Choose another template or another day.",
                "This template has {n} days; {event} has the days {days}. Choose another template or another day.",
                len(template.days),
            ).format(n=len(template.days), event=event.code, days=", ".join(d.isoformat() for d in event.days))
        )
    taken = {event.day_of(s.starts_at) for s in read_programme(tx, event).sessions if s.starts_at}
    for day in days:
        if day in taken:
            raise UserError(
                _("There are sessions on {day} already. Choose an empty day, or remove them first.").format(day=day)
            )
    return days


def _rooms(tx: Tx, event: Event, template: Template) -> list[Room]:
    """A room for each of the template's: the one of its name, else the next that is free, else a new one."""
    present = list_rooms(tx, event)
    found = [next((room for room in present if _is_named(room, name)), None) for name in template.rooms]
    free = [room for room in present if room not in found]
    rooms = []
    for name, room in zip(template.rooms, found, strict=True):
        rooms.append(room or (free.pop(0) if free else add_room(tx, event=event, name=name)))
    return rooms


def _is_named(room: Room, name: LocalizedText) -> bool:
    return bool({text.casefold() for text in room.name.values()} & {text.casefold() for text in name.values()})


def _add(tx: Tx, event: Event, day: date, line: Line, rooms: Sequence[Room]) -> AgendaSession:
    added = add_session(
        tx,
        event=event,
        type=line.type,
        title=line.title,
        minutes=line.minutes,
        room=rooms[line.room].id,
        starts_at=datetime.combine(day, time.fromisoformat(line.starts), event.zone),
    )
    amount, minutes = line.slots
    for number in range(1, amount + 1):
        add_slot(tx, session=added.id, title=_numbered(SLOT, number), minutes=minutes)
    return added
