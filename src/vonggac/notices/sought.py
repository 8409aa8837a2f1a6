"""What the search over all books finds of the notices: the person's own, by the numbers and names in them."""

from vonggac.kernel.sought import Sought

SOUGHT = Sought(
    book="notice",
    model="notices.Notice",
    at="created_us",
    texts=("params",),
    people=("person_id",),
    school="",
)
