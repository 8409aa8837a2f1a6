"""What the search over all books finds of proposals to repair, replace, dispose of."""

from vonggac.kernel.sought import Lines, Sought

SOUGHT = Sought(
    book="repair",
    model="repairs.Proposal",
    at="opened_us",
    texts=("title", "source", "reason", "funding", "provider"),
    people=("opened_by_id", "accepted_by_id"),
    lines=(
        Lines("repairs.ProposalLine", "of", ("text", "ref")),
        Lines("repairs.ProposedItem", "proposal", ("name", "damage", "cause")),
    ),
)
