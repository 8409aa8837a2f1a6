"""Reads the bits of a parameter set, which came from a camera: bounded, and every fault is an
``SpsError``.
"""

MAX_SPS = 4096
"""Bytes of a parameter set that are read."""


class SpsError(ValueError):
    """A sequence parameter set that breaks off or says what cannot be."""


class Bits:
    """A bounded reader of bits and Exp-Golomb codes (§9.1)."""

    __slots__ = ("_at", "_end", "_value")

    def __init__(self, data: bytes) -> None:
        data = data[:MAX_SPS]
        self._value = int.from_bytes(data, "big")
        self._end = len(data) * 8
        self._at = 0

    def u(self, count: int) -> int:
        self._at += count
        if self._at > self._end:
            raise SpsError("the set breaks off")
        return self._value >> (self._end - self._at) & ((1 << count) - 1)

    def flag(self) -> bool:
        return self.u(1) == 1

    def ue(self) -> int:
        zeros = 0
        while not self.u(1):
            zeros += 1
            if zeros > 32:
                raise SpsError("a number without end")
        return (1 << zeros) - 1 + (self.u(zeros) if zeros else 0)

    def se(self) -> int:
        code = self.ue()
        return (code + 1) // 2 if code & 1 else -(code // 2)

    def small(self, highest: int) -> int:
        """An unsigned code that cannot be larger."""
        value = self.ue()
        if value > highest:
            raise SpsError(f"{value} where at most {highest} can stand")
        return value
