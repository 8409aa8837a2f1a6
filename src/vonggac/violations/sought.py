"""What the search over all books finds of the violations."""

from vonggac.kernel.sought import Lines, Sought

SOUGHT = Sought(
    book="violation",
    model="violations.Violation",
    at="opened_us",
    texts=("what", "where", "source", "outcome", "decision_no"),
    people=("opened_by_id",),
    lines=(
        Lines("violations.ViolationLine", "of", ("text", "ref")),
        Lines("violations.Involved", "violation", ("name", "position")),
    ),
)
