"""The words under which somebody is found, and the words of a query (pure).

Every word is stored with one character before it that says which event it belongs to and whether it is
of a name or of anything else, so that one event's people are found without looking at another's.
Scripts written without spaces (Han, kana, Hangul, Thai, ...) are stored as every three neighbouring
characters: one, two or three typed characters are then a prefix, more are several such windows.
"""

import re
from collections.abc import Callable, Iterable

from o2o_events.text import fold, words

LONGEST = 40
"""Characters of a word that are kept for searching."""
_WINDOW = 3
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\ufaff\U00020000-\U0003ffff]+")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
_ADDRESS = str.maketrans({"@": "＠", ".": "．", "-": "－", "_": "＿", "+": "＋"})
"""An address is one word: its punctuation as characters that the index does not split at."""


def marks(event_number: int) -> tuple[str, str]:
    """The characters before words of names, and before all other words, of one event."""
    return chr(0x100 + 2 * event_number), chr(0x101 + 2 * event_number)


class Indexer:
    """Makes what is stored for registrations of one event; words of texts that come up again are kept."""

    def __init__(self, event_number: int) -> None:
        name_mark, mark = marks(event_number)
        self._names = _Marked(name_mark, name_tokens)
        self._texts = _Marked(mark, text_tokens)
        self._domains: dict[str, tuple[str, str]] = {}
        self._addresses = _Marked(mark, address_tokens)
        self._mark, self._and_mark = mark, " " + mark

    def text(self, printed: str, given: str, family: str, own_script: str, organisation: str, email: str) -> str:
        """All words of one registration, each with its mark."""
        names = self._names
        parts = [names[given], names[family], self._texts[organisation]]
        if printed != f"{given} {family}" and printed != f"{family} {given}" and printed != given:
            parts.append(names.made(printed))
        if own_script and own_script != printed:
            parts.append(names.made(own_script))
        if email:
            parts.append(self._address(email))
        return " ".join(parts)

    def _address(self, email: str) -> str:
        """As ``address_tokens``, straight for addresses of letters, digits and dots: nearly all there are."""
        local, _, domain = email.lower().partition("@")
        if not local.isascii() or not local.replace(".", "").isalnum() or len(email) > LONGEST:
            return self._addresses.made(email)
        whole, marked_domain = self._domain(domain)
        parts = [self._and_mark + part for part in local.split(".") if part and not part.isdigit()]
        return self._mark + local.replace(".", "．") + whole + marked_domain + "".join(parts)

    def _domain(self, domain: str) -> tuple[str, str]:
        if domain not in self._domains:
            word = _as_one_word(fold(domain))
            self._domains[domain] = ("＠" + word, self._and_mark + word) if word else ("", "")
        return self._domains[domain]


class _Marked(dict[str, str]):
    """Text -> its words, each with a mark before it."""

    def __init__(self, mark: str, tokens: Callable[[str], set[str]]) -> None:
        super().__init__()
        self._mark, self._tokens = mark, tokens

    def __missing__(self, text: str) -> str:
        self[text] = marked = self.made(text)
        return marked

    def made(self, text: str) -> str:
        """The marked words of a text that will hardly come up again."""
        return " ".join([self._mark + word for word in self._tokens(text)])


def name_tokens(name: str) -> set[str]:
    """The words of one name, also written together: Yi-Chun is found as "yichun", O'Neil as "oneil"."""
    folded = fold(name)
    parts = words(folded)
    found = set(parts)
    if len(parts) > 1:
        found.update(words(folded.translate(_APOSTROPHES)))
        found.add("".join(parts))
    return _cut(found) if folded.isascii() else _cut(_windowed(found))


def text_tokens(text: str) -> set[str]:
    """The words of an organisation or the like."""
    folded = fold(text)
    found = set(words(folded))
    return _cut(found) if folded.isascii() else _cut(_windowed(found))


def address_tokens(email: str) -> set[str]:
    """An e-mail address as a whole, its parts before the @ that are no mere numbers, and its domain."""
    folded = email.lower() if email.isascii() else fold(email)
    local, _, domain = folded.partition("@")
    found = {_as_one_word(folded)[:LONGEST]}
    found.update(part for part in words(local) if not part.isdigit())
    if domain:
        found.add(_as_one_word(domain)[:LONGEST])
    found.discard("")
    return found


def _as_one_word(address: str) -> str:
    plain = address.replace("@", "＠").replace(".", "．")
    return plain if plain.isalnum() else plain.translate(_ADDRESS)


def _cut(found: Iterable[str]) -> set[str]:
    return {word[:LONGEST] for word in found}


def _windowed(found: set[str]) -> set[str]:
    result: set[str] = set()
    for word in found:
        if word.isascii() or not _UNSPACED.search(word):
            result.add(word)
            continue
        for run in _runs(word):
            result.update([run[i : i + _WINDOW] for i in range(len(run))] if _UNSPACED.match(run) else [run])
    return result


def _runs(word: str) -> list[str]:
    """A word cut where unspaced script begins or ends."""
    pieces, at = [], 0
    for match in _UNSPACED.finditer(word):
        pieces += [word[at : match.start()], match[0]]
        at = match.end()
    return [piece for piece in (*pieces, word[at:]) if piece]


Term = tuple[tuple[str, bool], ...]
"""What one typed word asks for, all of it: tokens, each whole or (False) as a beginning."""


def query_terms(text: str, most: int = 8) -> list[list[Term]]:
    """What must all be found; each may be found in any of several ways. Empty for no words at all."""
    terms: list[list[Term]] = []
    for chunk in fold(text[:400].replace("\0", " ")).split():
        ways = [way for way in (_address_way(chunk), _plain_way(chunk)) if way]
        if _IS_ADDRESS.match(chunk):
            ways = ways[:1]
        if ways and ways not in terms:
            terms.append(ways)
    return terms[:most]


_IS_ADDRESS = re.compile(r"[\w.+-]*@[\w.-]*$")
_IS_DOTTED = re.compile(r"[\w-]+(\.[\w-]+)+$")


def _address_way(chunk: str) -> Term:
    """An address from its beginning, or a domain: "ana@", "@gmail.com", "gmail.com"."""
    address = chunk.lstrip("@")
    is_wanted = bool(words(address)) and (_IS_ADDRESS.match(chunk) or _IS_DOTTED.match(chunk))
    return ((address.translate(_ADDRESS)[:LONGEST], False),) if is_wanted else ()


def _plain_way(chunk: str) -> Term:
    tokens: dict[tuple[str, bool], None] = {}
    for word in words(chunk):
        for run in _runs(word):
            if not _UNSPACED.match(run) or len(run) <= _WINDOW:
                tokens[(run[:LONGEST], False)] = None
            else:
                tokens.update({(run[i : i + _WINDOW], True): None for i in range(len(run) - _WINDOW + 1)})
    return tuple(tokens)[:12]
