"""A state machine as data: what may follow what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flow:
    """``follows``: state → the states that it may move to. Every state is a key; one that ends has none."""

    first: tuple[str, ...]
    follows: Mapping[str, tuple[str, ...]]

    def __post_init__(self) -> None:
        known = set(self.follows)
        named = {each for after in self.follows.values() for each in after} | set(self.first)
        if not named <= known:
            raise ValueError(f"states without a line of their own: {sorted(named - known)}")

    def allows(self, before: str, after: str) -> bool:
        return after in self.follows.get(before, ())

    @property
    def ends(self) -> frozenset[str]:
        return frozenset(each for each, after in self.follows.items() if not after)

    def moves(self) -> Iterator[tuple[str, str]]:
        """Every allowed move, in order."""
        for before, after in self.follows.items():
            yield from ((before, each) for each in after)
