"""Large invented registration lists, the same for every run."""

import csv
import io
import random
from functools import cache

_NAMES = {
    "VNM": (
        "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương",
        "Thị Văn Đức Minh Ngọc Thanh Quốc Bảo",
        "Ánh Hương Dũng Tuấn Hiếu Trang Sơn Huy",
    ),
    "CT": (
        "Chen Lin Huang Chang Lee Wang Wu Liu Tsai Yang",
        "Yi- Chih- Shu- Chia- Mei- Ya- Kuan- Pei-",
        "chun hao fen ling ting yu shan hsuan",
    ),
    "PER": (
        "Quispe Flores Sánchez Rodríguez García Muñoz Huamán",
        "José María Luis Ana Carlos Rosa Jorge",
        "Antonio Elena Alberto Beatriz Ángel Inés",
    ),
    "JPN": ("SATO SUZUKI TANAKA WATANABE ITO ŌNO KOBAYASHI", "Haru Yu Saku Ken Jun Ao", "to i ra ta ichirō ko"),
    "KOR": ("KIM LEE PARK CHOI JUNG YOON SEO", "Min- Seo- Ji- Ha Dong- Su-", "jun yeon hoon eun hyun bin"),
    "USA": (
        "Smith Johnson Williams Brown Jones Miller Davis Wilson",
        "James Mary Robert Linda Michael Susan",
        "Lee Ann Ray Lynn Jay Rose",
    ),
}
"""Economy -> family names, and the two halves of given names."""
_OWN = "陳林黃張李王吳劉蔡楊偉明慧玲淑芬志豪雅婷冠宇佩珊子軒家美俊傑"
_ORGANISATIONS = ("Ministry of Trade", "Department of Statistics", "Chamber of Commerce", "National University",
                  "Institute of Fisheries", "Small Business Council", "Bộ Công Thương", "財團法人研究院")  # fmt: skip
_CATEGORIES = ("Delegate",) * 6 + ("Speaker", "Media", "Observer", "Business", "Organizer")
HEADINGS = ("Registration ID", "Status", "Registered at", "Title", "Given name", "Family name", "Name on badge",
            "Name in own script", "Gender", "Organization", "Position", "Economy", "Category", "E-mail", "Mobile",
            "Date of birth", "Arrival", "Dietary", "Accessibility", "Remarks")  # fmt: skip


@cache
def make_list(people: int) -> str:
    """A CSV file of so many people."""
    random_ = random.Random(20160317)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(HEADINGS)
    writer.writerows(_person(random_, number) for number in range(1, people + 1))
    return stream.getvalue()


def _person(r: random.Random, number: int) -> tuple[str, ...]:
    economy = r.choice(list(_NAMES))
    families, first, second = (part.split() for part in _NAMES[economy])
    joint = "" if economy in ("CT", "JPN", "KOR") else " "
    family, given = r.choice(families), r.choice(first) + joint + r.choice(second)
    badge = f"{family} {given}" if economy == "VNM" else f"{given} {family}"
    own = "".join(r.choices(_OWN, k=3)) if economy in ("CT", "JPN") else ""
    return (
        f"EV-{number:06d}",
        r.choice(("Approved",) * 8 + ("Pending", "Cancelled")),
        f"2016-0{r.randint(1, 2)}-{r.randint(10, 28)} {r.randint(8, 20):02d}:{r.randint(0, 59):02d}",
        r.choice(("Ms.", "Mr.", "Dr.", "Bà", "Sr.")),
        given,
        family,
        badge,
        own,
        r.choice(("Female", "Male", "Nữ", "男", "")),
        f"{r.choice(_ORGANISATIONS)} {economy} No. {r.randint(1, 40)}",
        r.choice(("Director", "Analyst", "Chuyên viên", "科長", "Especialista")),
        economy,
        r.choice(_CATEGORIES),
        f"guest.{number}@example.{r.choice(('com', 'org', 'net'))}",
        f"+84 {r.randint(10, 99)} 000 {number % 10_000:04d}",
        f"{r.randint(1950, 1996)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}",
        "2016-03-16",
        r.choice(("", "", "Vegetarian", "Halal", "素食")),
        "",
        "",
    )
