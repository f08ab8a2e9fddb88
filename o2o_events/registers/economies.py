"""APEC's member economies and the affiliations beside them: names, order, usual spellings.

Names and order are APEC's own (the project's naming rules); ISO 3166 codes are only storage keys.
The names never come from a locale library, which print others.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache

from o2o_events.text import fold


@dataclass(frozen=True)
class Economy:
    """A member economy (``is_member``), or an affiliation listed after the 21."""

    code: str
    position: int
    name: str
    formal_name: str
    iso3: str | None = None
    is_member: bool = True
    is_travel_eligible: bool = False
    aliases: tuple[str, ...] = ()


def _member(
    position: int, code: str, iso3: str, name: str, *aliases: str, formal: str = "", eligible: bool = False
) -> Economy:
    return Economy(code, position, name, formal or name, iso3, True, eligible, aliases)


def _affiliation(position: int, code: str, name: str, *aliases: str) -> Economy:
    return Economy(code, position, name, name, None, False, False, aliases)


ECONOMIES: tuple[Economy, ...] = (
    _member(1, "AU", "AUS", "Australia", "Úc", "澳洲", "澳大利亞", "澳大利亚"),
    _member(2, "BN", "BRN", "Brunei Darussalam", "Brunei", "BD", "汶萊", "文莱"),
    _member(3, "CA", "CAN", "Canada", "CDA", "Canadá", "加拿大"),
    _member(4, "CL", "CHL", "Chile", "智利", "Chi Lê", eligible=True),
    _member(
        5, "CN", "CHN", "China", "PRC", "P.R. China", "PR China", "Mainland China", "People's Republic of China",
        "中國", "中国", "中國大陸", "Trung Quốc", formal="the People's Republic of China", eligible=True,
    ),
    _member(
        6, "HK", "HKG", "Hong Kong, China", "Hong Kong", "Hongkong", "HKC", "Hong Kong China", "Hong Kong SAR",
        "Hong Kong (China)", "香港", "中國香港", "中国香港", "Hồng Kông",
    ),
    _member(7, "ID", "IDN", "Indonesia", "INA", "RI", "印尼", "印度尼西亞", "印度尼西亚", formal="the Republic of Indonesia", eligible=True),
    _member(8, "JP", "JPN", "Japan", "日本", "Japón", "Nhật Bản"),
    _member(
        9, "KR", "KOR", "Korea", "ROK", "South Korea", "Republic of Korea", "Korea, Republic of", "Korea (Republic of)",
        "Korea, South", "韓國", "韩国", "南韓", "대한민국", "한국", "Corea", "Corea del Sur", "República de Corea", "Hàn Quốc",
        formal="the Republic of Korea",
    ),
    _member(10, "MY", "MYS", "Malaysia", "MAS", "馬來西亞", "马来西亚", "Malasia", eligible=True),
    _member(11, "MX", "MEX", "Mexico", "México", "Méjico", "墨西哥", eligible=True),
    _member(12, "NZ", "NZL", "New Zealand", "Aotearoa New Zealand", "紐西蘭", "新西兰", "Nueva Zelanda", "Nueva Zelandia"),
    _member(13, "PG", "PNG", "Papua New Guinea", "巴布亞紐幾內亞", "巴布亚新几内亚", "Papúa Nueva Guinea", eligible=True),
    _member(14, "PE", "PER", "Peru", "Perú", "秘魯", "秘鲁", "Pê-ru", eligible=True),
    _member(15, "PH", "PHL", "Philippines", "RP", "The Philippines", "菲律賓", "菲律宾", "Filipinas", formal="the Republic of the Philippines", eligible=True),
    _member(16, "RU", "RUS", "Russia", "Russian Federation", "俄羅斯", "俄罗斯", "Rusia", "Россия", "Nga", formal="the Russian Federation", eligible=True),
    _member(17, "SG", "SGP", "Singapore", "SIN", "新加坡", "Singapur", "Xinh-ga-po"),
    _member(
        18, "TW", "TWN", "Chinese Taipei", "CT", "Taiwan", "Taipei", "Taipei, Chinese", "Taiwan, Province of China",
        "Taiwan (ROC)", "Taiwan R.O.C.", "ROC", "臺灣", "台灣", "台湾", "中華台北", "中华台北", "Đài Loan", "Taiwán", "China Taipéi",
    ),
    _member(19, "TH", "THA", "Thailand", "泰國", "泰国", "Tailandia", "ประเทศไทย", "ไทย", "Thái Lan", formal="Thailand", eligible=True),
    _member(
        20, "US", "USA", "United States", "U.S.", "U.S.A.", "United States of America", "The United States", "America",
        "美國", "美国", "Estados Unidos", "EE.UU.", "EEUU", "EE. UU.", "Hoa Kỳ", "Mỹ", formal="the United States of America",
    ),
    _member(21, "VN", "VNM", "Viet Nam", "Vietnam", "Việt Nam", "越南", "Socialist Republic of Viet Nam", eligible=True),
    _affiliation(22, "ABAC", "ABAC", "APEC Business Advisory Council"),
    _affiliation(23, "APECSEC", "APEC Secretariat", "APEC Sec", "Secretariat of APEC", "APEC 秘書處"),
    _affiliation(24, "ASEAN", "ASEAN Secretariat", "ASEAN"),
    _affiliation(25, "PECC", "PECC", "Pacific Economic Cooperation Council"),
    _affiliation(26, "PIF", "PIF Secretariat", "PIF", "Pacific Islands Forum", "Pacific Islands Forum Secretariat"),
    _affiliation(27, "INTORG", "International organisation", "International organization", "Organización internacional", "國際組織", "Tổ chức quốc tế"),
    _affiliation(28, "NONMEMBER", "Non-member economy", "Non-member", "Economía no miembro", "非會員經濟體"),
)  # fmt: skip

BY_CODE = {economy.code: economy for economy in ECONOMIES}


def economy_name(code: str | None) -> str:
    """The one name that is printed, or nothing."""
    return BY_CODE[code].name if code else ""


@cache
def _spellings() -> dict[str, Economy]:
    """As written, then folded: codes and names come before aliases, so that "MY" is Malaysia and only "Mỹ" is not."""
    named = [(x, e) for e in ECONOMIES for x in (e.code, e.iso3 or "", e.name, e.formal_name)]
    named += [(alias, e) for e in ECONOMIES for alias in e.aliases]
    found: dict[str, Economy] = {}
    for spelling, economy in named:
        found.setdefault(spelling.casefold(), economy)
    for spelling, economy in named:
        found.setdefault(_key(spelling), economy)
    found.pop("", None)
    return found


def _key(text: str) -> str:
    return "".join(c for c in fold(text).removeprefix("the ") if c.isalnum())


def find_economy(text: str) -> Economy | None:
    """The economy or affiliation that somebody wrote, in any usual spelling; None if it is no such name."""
    written = unicodedata.normalize("NFC", text).strip().casefold()
    return _spellings().get(written) or _spellings().get(_key(text))


def position(code: str | None) -> int:
    """Where it stands in APEC's order; those without an economy come last."""
    return BY_CODE[code].position if code else len(ECONOMIES) + 1
