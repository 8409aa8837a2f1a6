"""Vietnamese names: sorted by given name, then family name, then the middle, in the Vietnamese alphabet.

The same order as ``Intl.Collator("vi")`` applied to those three parts (LANGUAGE §2).
"""

import unicodedata

_ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_FOREIGN = "fjwz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET + _FOREIGN, start=1)}
# ngang 0, huyền 1, hỏi 2, ngã 3, sắc 4, nặng 5
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def sort_key(full_name: str) -> str:
    """Text whose plain code point order is the order of names: what the column ``sort_key`` holds."""
    parts = full_name.split()
    if not parts:
        return ""
    return "|".join(
        [_word(parts[-1]), _word(parts[0]), " ".join(_word(each) for each in parts[1:-1])]
    )


def given_name(full_name: str) -> str:
    """``Ánh`` of ``Nguyễn Thị Ánh``: what a colleague is called by."""
    return full_name.split()[-1] if full_name.split() else ""


def _word(word: str) -> str:
    """Two hex digits a letter, then ``!`` (below every digit: a shorter word comes first) and the tone."""
    ranks: list[str] = []
    tone = 0
    for character in unicodedata.normalize("NFC", word).lower():
        base, *marks = list(unicodedata.normalize("NFD", character))
        tone = max([tone, *(_TONES[mark] for mark in marks if mark in _TONES)])
        plain = base + "".join(mark for mark in marks if mark not in _TONES)
        ranks.append(f"{_RANK.get(unicodedata.normalize('NFC', plain), 0xFF):02x}")
    return "".join(ranks) + "!" + str(tone)
