"""Programmes for tests of paper, as values: a summit of two days in many scripts, and a large one."""

from datetime import UTC, date, datetime, timedelta

from o2o_events.agenda.programme import AgendaSession, Appearance, Programme, Room, Slot, Speaker
from o2o_events.registers.events import Event

DAYS = (date(2016, 7, 14), date(2016, 7, 15))
SUMMIT = Event(
    "event-1",
    "TPE",
    2,
    {
        "en": "APEC Summit on New Era of Growth for SMEs through O2O Business Models",
        "zh-Hant": "APEC 中小企業 O2O 商業模式新成長時代高峰會",
        "vi": "Hội nghị Thượng đỉnh APEC về kỷ nguyên tăng trưởng mới của doanh nghiệp nhỏ và vừa",
    },
    "TW",
    "藍鵲國際會議廳, Taipei (illustrative)",
    "Asia/Taipei",
    DAYS,
    200,
)
PRACTICES = {
    "practice-1": "Cá phê mang đi: order online, collect at the market – Cửa hàng Sen (illustrative)",
    "practice-2": "山線果菜產地直送 – 藍鵲農產（範例）",
}


def moment(day: int, clock: str) -> datetime:
    """A moment in Taipei on the first or second day."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2016, 7, 13 + day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


ROOMS = (
    Room("hall", {"en": "Blue Magpie Hall", "zh-Hant": "藍鵲廳", "vi": "Hội trường Giẻ Cùi"}, 250, 0),
    Room("east", {"en": "East Room", "zh-Hant": "東室", "vi": "Phòng Đông"}, 60, 1),
    Room("west", {"en": "West Room", "zh-Hant": "西室", "vi": "Phòng Tây"}, 60, 2),
)
SPEAKERS = (
    Speaker("duc", "NGUYỄN Thị Đức", "", None, "VN", "Hiệp hội Thương mại điện tử (mẫu)", "Chair"),
    Speaker("chan", "CHAN Tai Man", "陳大文", None, "HK", "Harbour Market (illustrative)", "Founder"),
    Speaker("lin", "LIN Mei-hua", "林美華", None, "TW", "藍鵲農產（範例）", "執行長"),
    Speaker("somchai", "Somchai NÁM-JAI", "สมชาย น้ำใจ", None, "TH", "ตลาดน้ำ (ตัวอย่าง)"),
    Speaker("kim", "KIM Min-su", "김민수", None, "KR", "한빛상점 (예시)"),
    Speaker("yamada", "YAMADA Tarō", "山田 太郎", None, "JP", "ヤマダ商店（例）"),
    Speaker("anna", "Anna SHCHUKINA", "Анна Щукина", None, "RU", "Платформа «Волна» (пример)"),
    Speaker("ana", "Ana DÍAZ", "", None, "PE", "Tejidos Vicuña (ejemplo)"),
)


def session(
    key: str,
    kind: str,
    title: str | dict[str, str],
    day: int,
    start: str,
    minutes: int,
    room: str | None = "hall",
    slots: tuple[Slot, ...] = (),
    people: tuple[tuple[str, ...], ...] = (),
    **more: object,
) -> AgendaSession:
    """A session; ``people`` are speaker, role and perhaps slot."""
    appearances = tuple(
        Appearance(f"{key}-{place}", who, key, role, *slot, position=place)
        for place, (who, role, *slot) in enumerate(people)
    )
    titles = {"en": title} if isinstance(title, str) else title
    return AgendaSession(
        key, kind, titles, minutes, moment(day, start), room, slots=slots, appearances=appearances,
        **more,  # type: ignore[arg-type]  # any field's
    )  # fmt: skip


def slot(key: str, of: str, position: int, title: dict[str, str], minutes: int, practice: str | None = None) -> Slot:
    return Slot(key, of, position, title, minutes, practice)


SESSIONS = (
    session("reg", "registration", {"en": "Registration", "zh-Hant": "報到", "vi": "Đăng ký"}, 1, "08:30", 30, None),
    session("open", "opening", {"en": "Opening of the Summit", "zh-Hant": "高峰會開幕", "vi": "Khai mạc"},
            1, "09:00", 30,
            people=(("duc", "chair"),)),
    session("key", "keynote", {"en": "From shop window to screen and back", "zh-Hant": "從櫥窗到螢幕，再回到櫥窗"},
            1, "09:30", 45, people=(("chan", "keynote"), ("duc", "chair")),
            abstract={"en": "Why customers who look online buy in shops, and the other way round.\n\nWith figures."}),
    session("tea", "break", {"en": "Tea and coffee", "zh-Hant": "茶敘", "vi": "Giải lao"}, 1, "10:15", 30, None),
    session("best", "best_practice", {"en": "Best practices I", "zh-Hant": "最佳實務（一）"}, 1, "10:45", 75,
            slots=(slot("s1", "best", 0, {"en": "Order online, collect at the market"}, 20, "practice-1"),
                   slot("s2", "best", 1, {"en": "From the hill to the kitchen", "zh-Hant": "從山上到廚房"}, 20,
                        "practice-2"),
                   slot("s3", "best", 2, {"en": "Questions"}, 35)),
            people=(("somchai", "moderator"), ("duc", "presenter", "s1"), ("lin", "presenter", "s2"))),
    session("lunch", "lunch", {"en": "Lunch", "zh-Hant": "午餐", "vi": "Ăn trưa"}, 1, "12:00", 90, None),
    session("pay", "panel", {"en": "Paying across borders"}, 1, "13:30", 60, "hall",
            people=(("kim", "moderator"), ("yamada", "panelist"), ("anna", "panelist"), ("ana", "panelist"))),
    session("ship", "breakout", {"en": "Delivering across borders: parcels, customs, returns"}, 1, "13:30", 90, "east",
            people=(("yamada", "speaker"),)),
    session("people", "breakout", {"en": "Skills of those who run small firms", "vi": "Kỹ năng quản lý"}, 1,
            "13:30", 60, "west", people=(("ana", "speaker"), ("anna", "interpreter"))),
    session("q", "q_and_a", {"en": "Questions on payments"}, 1, "14:30", 30, "hall"),
    session("dinner", "reception", {"en": "Dinner by the river"}, 1, "18:30", 150, None),
    session("policy", "policy_dialogue", {"en": "What economies can do", "zh-Hant": "各經濟體能做什麼"}, 2,
            "09:00", 120, people=(("lin", "rapporteur"), ("duc", "chair"))),
    session("trip", "site_visit", {"en": "Visit to a night market"}, 2, "14:00", 120, "east", state="cancelled"),
    session("close", "closing", {"en": "Closing", "zh-Hant": "閉幕", "vi": "Bế mạc"}, 2, "16:00", 30),
    AgendaSession("later", "panel", {"en": "Financing, to be placed"}, 60, None, None,
                  appearances=(Appearance("later-0", "ana", "later", "panelist"),)),
)  # fmt: skip


def summit() -> Programme:
    return Programme("event-1", "Asia/Taipei", DAYS, ROOMS, SPEAKERS, SESSIONS)


def empty() -> Programme:
    return Programme("event-1", "Asia/Taipei", DAYS)


def large(sessions: int = 352, rooms: int = 26) -> Programme:
    """Two days of sessions in many rooms at once, each with a title and a speaker of its own."""
    made, halls = [], [Room(f"room-{n}", {"en": f"TR {n:03}"}, None, n) for n in range(rooms)]
    speakers = [
        Speaker(f"speaker-{n}", f"Person{n:03} OF THE LIST", f"講者{n:03}", None, "TW", f"開放社群{n:03}")
        for n in range(sessions)
    ]
    for n in range(sessions):
        turn, room = divmod(n, rooms)
        day, place = divmod(turn, 7)
        starts_at = moment(1 + day, "09:00") + timedelta(minutes=place * 50 + (room % 3) * 10)
        made.append(
            AgendaSession(
                f"session-{n}", "presentation",
                {"en": f"Title{n:03} 開源 with several words", "zh-Hant": f"議程{n:03}"}, 30, starts_at, f"room-{room}",
                appearances=(Appearance(f"a-{n}", f"speaker-{n}", f"session-{n}", "speaker"),),
            )
        )  # fmt: skip
    return Programme("event-1", "Asia/Taipei", DAYS, tuple(halls), tuple(speakers), tuple(made))
