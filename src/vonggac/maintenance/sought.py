"""What the search over all books finds of maintenance and calibration orders."""

from vonggac.kernel.sought import Lines, Sought

SOUGHT = Sought(
    book="maintenance",
    model="maintenance.Order",
    at="opened_us",
    texts=("what", "conclusion", "failures", "responsible__full_name"),
    people=("responsible_id", "executor_id"),
    lines=(
        Lines("maintenance.OrderLine", "of", ("text", "ref")),
        Lines("maintenance.OrderDevice", "order", ("asset__code", "asset__name")),
        Lines("maintenance.Check", "order", ("before", "after", "parts")),
    ),
)
