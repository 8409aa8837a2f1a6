"""What the search over all books finds of the viewing requests: nothing of what is sealed."""

from vonggac.kernel.sought import Lines, Sought

SOUGHT = Sought(
    book="request",
    model="disclosures.Request",
    at="made_us",
    texts=("requester_name", "filed_no", "superior"),
    people=("requester_id", "executor_id", "supervisor_id"),
    lines=(
        Lines("disclosures.RequestLine", "request", ("text",)),
        Lines("disclosures.RequestCamera", "request", ("camera__name",)),
    ),
)
