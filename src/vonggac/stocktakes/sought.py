"""What the search over all books finds of the stocktakes."""

from vonggac.kernel.sought import Lines, Sought

SOUGHT = Sought(
    book="stocktake",
    model="stocktakes.Stocktake",
    at="opened_us",
    texts=("requester", "reason", "decision_no"),
    people=("opened_by_id",),
    lines=(
        Lines("stocktakes.StocktakeLine", "of", ("text", "ref")),
        Lines("stocktakes.Member", "stocktake", ("name", "position")),
    ),
)
