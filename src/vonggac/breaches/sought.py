"""What the search over all books finds of the breaches."""

from vonggac.kernel.sought import Lines, Sought

SOUGHT = Sought(
    book="breach",
    model="breaches.Breach",
    at="opened_us",
    texts=(
        "what",
        "how",
        "discovered_by",
        "source",
        "consequences",
        "cause",
        "measures",
        "lessons",
    ),
    people=("opened_by_id",),
    lines=(
        Lines("breaches.BreachLine", "of", ("text", "ref")),
        Lines("breaches.BreachNotice", "breach", ("number", "recipient", "late_reason")),
    ),
)
