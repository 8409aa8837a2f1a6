"""Invented names: family, middle and given names put together by chance; none is anybody's."""

import json
import random
import unicodedata
from importlib.resources import files

from vonggac.kernel.text import fold


class Names:
    """Never the same name twice, and the same names for the same ``chance``."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._lists = json.loads(
            files("vonggac.cli.demo_year").joinpath("names.json").read_text(encoding="utf-8")
        )
        self._given: set[str] = set()

    def adult(self, address: str) -> str:
        """``address``: ``co`` or ``thay``, as the school speaks of its people."""
        parts = self._lists[address]
        while True:
            words = (self._lists["families"], parts["middles"], parts["givens"])
            name = unicodedata.normalize("NFC", " ".join(self._chance.choice(one) for one in words))
            if name not in self._given:
                self._given.add(name)
                return name


def username_of(name: str) -> str:
    """``le.cuong`` for Lê Văn Cường."""
    words = fold(name).split()
    return f"{words[0]}.{words[-1]}"
