"""The printed name, in the habit of its script, and names as they are compared (pure)."""

import re
import unicodedata

from o2o_events.text import fold, words

_HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
_IS_HAN = re.compile(f"[{_HAN}]")
_IS_KANA = re.compile(f"[{_KANA}]")
_IS_HANGUL = re.compile(f"[{_HANGUL}]")
_VIETNAMESE_LETTER = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_VIETNAMESE_FAMILIES = frozenset(
    words(
        "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh doan truong trinh mai lam dao cao"
        " ha luong luu thai chau ta phung to quach nghiem khuat ung vuong tong kieu thach chu la au ton ninh giang"
    )
)
_LONG_FAMILIES = frozenset(
    words(
        "歐陽 欧阳 司馬 司马 上官 諸葛 诸葛 東方 东方 皇甫 尉遲 尉迟 公孫 公孙 司徒 夏侯 張簡 范姜 端木 令狐"
        " 慕容 長孫 长孙 宇文 南宮 남궁 황보 선우 제갈 독고 사공"
    )
)


def compose_name(given: str, family: str, economy: str | None = None) -> str:
    """The name for the badge, where nobody gave one.

    Han and Hangul: family and given name without a space (with one for Japan); kana: family name
    first with a space; Vietnamese: family name first; all others: given name first.
    """
    if not given or not family:
        return given or family
    both = family + given
    letters = [c for c in both if unicodedata.category(c)[0] == "L"]
    if _IS_KANA.search(both):
        return f"{family} {given}"
    if letters and all(_IS_HAN.match(c) for c in letters):
        return f"{family} {given}" if economy == "JP" else family + given
    if letters and all(_IS_HANGUL.match(c) for c in letters):
        return family + given
    if is_vietnamese(given, family, economy):
        return f"{family} {given}"
    return f"{given} {family}"


def is_vietnamese(given: str, family: str, economy: str | None) -> bool:
    """Whether a Latin name follows the Vietnamese order: by its letters, or by its family name in Viet Nam."""
    if _VIETNAMESE_LETTER.search(family + given):
        return True
    return economy == "VN" and fold(family).split(" ")[0] in _VIETNAMESE_FAMILIES


def split_name(full: str, economy: str | None = None) -> tuple[str, str]:
    """Given and family name of a full name, only where its writing tells them apart; else all of it is given name.

    A comma tells ("Lee, Ming"), capitals do ("Ming LEE"), and so do Vietnamese, Chinese and Korean names.
    """
    if "," in full:
        family, given = (part.strip() for part in full.split(",", 1))
        is_suffix = fold(given).strip(".") in {"jr", "sr", "ii", "iii", "iv", "phd", "md"}
        return (full, "") if is_suffix or not given or not family else (given, family)
    parts = full.split(" ")
    if len(parts) == 1:
        return _split_unspaced(full, economy)
    if (count := _capitals(parts)) is not None:
        return " ".join(parts[count:]), " ".join(parts[:count])
    if (count := _capitals(parts[::-1])) is not None:
        return " ".join(parts[:-count]), " ".join(parts[-count:])
    if is_vietnamese(" ".join(parts[1:]), parts[0], economy) and fold(parts[0]) in _VIETNAMESE_FAMILIES:
        return " ".join(parts[1:]), parts[0]
    if len(parts) == 2 and _IS_HAN.search(full) and (economy == "JP" or _IS_KANA.search(full)):
        return parts[1], parts[0]
    return full, ""


def _capitals(parts: list[str]) -> int | None:
    """How many words at the beginning are a family name in capitals, where the others are not."""
    are_capital = [len(part) > 1 and part.isupper() and not part.endswith(".") for part in parts]
    if all(are_capital):
        return None
    count = are_capital.index(False)
    return count if count and not any(are_capital[count:]) else None


def _split_unspaced(full: str, economy: str | None) -> tuple[str, str]:
    is_han = all(_IS_HAN.match(c) for c in full) and economy != "JP"
    is_hangul = all(_IS_HANGUL.match(c) for c in full)
    if not (is_han or is_hangul) or not 2 <= len(full) <= 4:
        return full, ""
    length = 2 if len(full) > 2 and full[:2] in _LONG_FAMILIES else 1
    return full[length:], full[:length]


def name_words(*parts: str) -> tuple[str, ...]:
    """The folded words of a name, sorted, so that its order does not matter."""
    return tuple(sorted(words(fold(" ".join(parts)))))


def sort_key(family: str, given: str, printed: str) -> tuple[str, str]:
    """By family name, then given name, as lists are ordered."""
    return fold(family or given or printed), fold(given or printed)
