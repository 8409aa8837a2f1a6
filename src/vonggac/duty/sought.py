"""What the search over all books finds of the usage book."""

from vonggac.kernel.sought import Sought

SOUGHT = Sought(
    book="usage",
    model="duty.UsageLine",
    at="written_us",
    texts=(
        "person_name",
        "basis_ref",
        "cameras",
        "purpose_detail",
        "result",
        "related_no",
        "note",
    ),
    people=("person_id",),
)
