"""Words as the index holds them: folded as everywhere (``kernel.text.fold``), cut as FTS5's unicode61 cuts."""

import re
import unicodedata

from vonggac.kernel.text import fold

_WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 8


def folded(text: str) -> str:
    """What is indexed: words with a blank between them."""
    return " ".join(_WORD.findall(fold(text)))


def asked(text: str) -> list[str]:
    """Words of a question, each once, at most eight; empty: nothing is asked."""
    return list(dict.fromkeys(_WORD.findall(fold(unicodedata.normalize("NFC", text)))))[:MOST_WORDS]


def marked(shown: str, words: list[str], around: int = 140) -> list[tuple[str, bool]]:
    """The part of a text where the words stand, in pieces: (as written, whether it was asked for).

    The last word counts as a beginning, as in the question.
    """
    spots = [each.span() for each in _WORD.finditer(shown) if _wanted(fold(each[0]), words)]
    first = max(0, spots[0][0] - around // 2) if spots else 0
    last = min(len(shown), first + 2 * around)
    pieces, at = [("…", False)] if first else [], first
    for begin, end in spots:
        if end > last:
            break
        pieces += [(shown[at:begin], False), (shown[begin:end], True)]
        at = end
    pieces.append((shown[at:last] + ("…" if last < len(shown) else ""), False))
    return [each for each in pieces if each[0]]


def _wanted(word: str, words: list[str]) -> bool:
    return word in words or bool(words and word.startswith(words[-1]))
