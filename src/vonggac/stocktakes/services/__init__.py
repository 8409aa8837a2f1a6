"""Writes of the room."""

from vonggac.stocktakes.services.counting import (
    Seen,
    add_surplus,
    begin,
    count,
    finish,
    sign,
)
from vonggac.stocktakes.services.planning import (
    Named,
    add_member,
    correct,
    decide,
    note,
    plan,
    withdraw,
)
from vonggac.stocktakes.services.settling import approve, close, hand_in, propose, remark, update

__all__ = [
    "Named",
    "Seen",
    "add_member",
    "add_surplus",
    "approve",
    "begin",
    "close",
    "correct",
    "count",
    "decide",
    "finish",
    "hand_in",
    "note",
    "plan",
    "propose",
    "remark",
    "sign",
    "update",
    "withdraw",
]
