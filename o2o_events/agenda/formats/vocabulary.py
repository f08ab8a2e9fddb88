"""Other programs' words for types of sessions, roles and languages, brought to ours (pure)."""

import re
from collections.abc import Callable, Sequence
from functools import cache

from o2o_events.agenda import roles, session_types
from o2o_events.i18n import LANGUAGES, speaking
from o2o_events.people.fields import word_key

_TYPES = {
    "registration": "registration;check-in;checkin;welcome desk;"
    "報到;註冊;đăng ký;đón tiếp;registro;inscripción;acreditación",
    "opening": "opening;opening ceremony;welcome;opening session;opening remarks;welcome remarks;開幕;開幕式;開幕典禮;"
    "khai mạc;lễ khai mạc;apertura;inauguración;bienvenida;eröffnung",
    "keynote": "keynote;keynote speech;keynote address;plenary;主題演講;專題演講;phát biểu chính;bài phát biểu chính;"
    "conferencia magistral;ponencia magistral;discurso principal",
    "presentation": "presentation;talk;lecture;speech;lightning talk;short talk;long talk;podium;vortrag;paper;"
    "performance;other;演講;簡報;報告;議程;bài trình bày;trình bày;tham luận;presentación;ponencia;charla",
    "best_practice": "best practice;best practices;best-practice slot;best-practice slots;case study;case studies;"
    "showcase;demo;最佳實務;最佳實踐;案例分享;thực tiễn tốt;điển hình;buenas prácticas;casos de éxito",
    "panel": "panel;panel discussion;discussion;roundtable;round table;podiumsdiskussion;座談;座談會;綜合座談;論壇;"
    "thảo luận;tọa đàm;panel de discusión;mesa redonda;debate",
    "q_and_a": "q&a;qa;q and a;questions and answers;問答;hỏi đáp;preguntas y respuestas",
    "break": "break;coffee break;tea break;coffee;pause;intermission;networking break;茶敘;休息;中場休息;nghỉ giải lao;"
    "giải lao;receso;pausa;pausa café;café",
    "lunch": "lunch;lunch break;luncheon;午餐;午休;ăn trưa;nghỉ trưa;almuerzo",
    "group_photo": "group photo;photo;family photo;大合照;合照;合影;chụp ảnh;"
    "chụp ảnh lưu niệm;foto grupal;foto oficial",
    "breakout": "breakout;breakout session;workshop;tutorial;hands-on;training;self-organized session;meeting;meetup;"
    "bof;birds of a feather;unconference;工作坊;分組討論;thảo luận nhóm;hội thảo;taller;sesión paralela",
    "policy_dialogue": "policy dialogue;dialogue;public-private dialogue;政策對話;đối thoại chính sách;đối thoại;"
    "diálogo;diálogo de políticas",
    "wrap_up": "wrap-up;wrap up;summary;conclusions;總結;tổng kết;resumen;conclusiones",
    "evaluation": "evaluation;feedback;survey;評估;問卷;đánh giá;evaluación;encuesta",
    "closing": "closing;closing ceremony;closing remarks;closing session;閉幕;閉幕式;bế mạc;lễ bế mạc;clausura;cierre",
    "reception": "reception;dinner;banquet;party;social;social event;cocktail;welcome reception;gala dinner;晚宴;晚餐;"
    "歡迎酒會;tiệc;tiệc tối;tiệc chiêu đãi;recepción;cena;cóctel",
    "site_visit": "site visit;field trip;field visit;excursion;tour;study visit;參訪;tham quan;visita;visita técnica",
}
_ROLES = {
    "chair": "chair;chairperson;session chair;chairs;主席;chủ tọa;chủ trì;presidente de sesión",
    "speaker": "speaker;speakers;persons;person;lecturer;講者;演講者;講師;主講人;"
    "diễn giả;báo cáo viên;ponente;ponentes;"
    "orador;oradores;expositor;expositores",
    "keynote": "keynote;keynote speaker;keynote speakers;主題演講人;專題演講者;diễn giả chính;ponente principal",
    "moderator": "moderator;moderators;host;facilitator;主持人;người điều phối;điều phối viên;moderador;moderadora;"
    "moderadores",
    "panelist": "panelist;panelists;panellist;panellists;discussant;與談人;thành viên tham luận;panelista;panelistas",
    "presenter": "presenter;presenters;best-practice presenter;發表人;報告人;người trình bày;presentador;presentadores",
    "rapporteur": "rapporteur;rapporteurs;note taker;紀錄;thư ký;relator;relatora;relatores",
    "interpreter": "interpreter;interpreters;口譯;口譯員;phiên dịch;intérprete;intérpretes",
}
_LANGUAGES = {
    "zh-Hant": "zh-hant;zh-tw;zh-hk;zh;chinese;traditional chinese;mandarin;中文;華語;國語;繁體中文;正體中文;漢語",
    "zh-Hans": "zh-hans;zh-cn;simplified chinese;简体中文",
    "en": "en;eng;english;en-us;en-gb;英文;英語;tiếng anh;inglés;englisch",
    "es": "es;spa;spanish;español;castellano;es-pe;es-mx;西班牙文;tiếng tây ban nha",
    "vi": "vi;vie;vietnamese;tiếng việt;vi-vn;越南文;vietnamita",
    "ja": "ja;jpn;japanese;日本語;日文;日語",
    "ko": "ko;kor;korean;한국어;韓文",
    "de": "de;deu;ger;german;deutsch",
    "fr": "fr;fra;french;français",
}
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
_HAN = re.compile("[\u3400-\u9fff]")
_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")


def _key(text: str) -> str:
    return word_key(text) or text.strip()


def _lookup(words: dict[str, str], codes: Sequence[str], label: Callable[[str], str]) -> dict[str, str]:
    """Codes by every word for them: the code itself, our label in every language, and what others say."""
    found: dict[str, str] = {}
    for code in codes:
        found[_key(code)] = code
    for tag in LANGUAGES:
        with speaking(tag):
            for code in codes:
                found.setdefault(_key(label(code)), code)
    for code, many in words.items():
        for word in many.split(";"):
            found.setdefault(_key(word), code)
    return found


@cache
def _types() -> dict[str, str]:
    return _lookup(_TYPES, session_types.CODES, session_types.label)


@cache
def _roles() -> dict[str, str]:
    return _lookup(_ROLES, roles.CODES, roles.label)


@cache
def _languages() -> dict[str, str]:
    return {_key(word): tag for tag, many in _LANGUAGES.items() for word in many.split(";")}


def find_type(text: str) -> str | None:
    """The type that a word stands for, whole or as a part of it ("Short keynote"); None where it is no such word."""
    key = _key(text)
    if not key or key in _types():
        return _types().get(key)
    for word in ("keynote", "panel", "workshop", "tutorial", "lunch", "break", "opening", "closing", "talk"):
        if word in key:
            return _types()[word]
    return None


def type_of(text: str, title: str) -> str:
    """The type for another program's word; where that says little, what the title says it is, else a presentation."""
    found = find_type(text)
    if found in (None, "presentation"):
        found = _types().get(_key(title)) or found
    return found or "presentation"


def find_role(text: str) -> str | None:
    return _roles().get(_key(text))


def role_in(session_type: str) -> str:
    """What people named without a role do in a session of this type."""
    return {"keynote": "keynote", "panel": "panelist", "best_practice": "presenter"}.get(session_type, "speaker")


def language_tag(text: str) -> str:
    """The tag (BCP 47) of a language, however it is written; what is no language stays as it is."""
    text = " ".join(text.split())
    found = _languages().get(_key(text))
    if found or not text:
        return found or ""
    return text.lower() if _TAG.fullmatch(text) and len(text) < 12 else text[:60]


def tag_of(text: str, language: str = "", default: str = "en") -> str:
    """The language a text is taken to be in: by its script, else as the session's language says."""
    stated = language_tag(language)
    if not _TAG.fullmatch(stated):
        stated = ""
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    if _HAN.search(text):
        return stated if stated.startswith(("zh", "ja", "ko")) else "zh-Hant"
    if stated.startswith("zh"):
        return default
    return stated or default
