"""What the search over all books finds of the register of documents, and of the regulation's own words."""

from vonggac.kernel.sought import Sought

DOCUMENTS = Sought(
    book="document",
    model="regulations.Decision",
    at="recorded_us",
    texts=("summary", "signer", "signer_position", "school_year"),
)
REGULATION = Sought(
    book="regulation",
    model="regulations.Regulation",
    at="decision__recorded_us",
    texts=("title", "text"),
    school="decision__school_id",
)
