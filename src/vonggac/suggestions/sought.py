"""What the search over all books finds of the suggestions: never who sent one, which may be anonymous."""

from vonggac.kernel.sought import Sought

SOUGHT = Sought(
    book="suggestion",
    model="suggestions.Suggestion",
    at="opened_us",
    texts=("trouble", "proposal", "answer"),
)
