"""What the search over all books finds of the holds."""

from vonggac.kernel.sought import Lines, Sought

SOUGHT = Sought(
    book="hold",
    model="holds.Hold",
    at="placed_us",
    texts=("ground_ref", "reason"),
    people=("placed_by_id",),
    lines=(Lines("holds.HoldCamera", "hold", ("camera__name",)),),
)
