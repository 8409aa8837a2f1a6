"""What the search over all books finds of directives and proposals to check data."""

from vonggac.kernel.sought import Lines, Sought

SOUGHT = Sought(
    book="directive",
    model="directives.Directive",
    at="issued_us",
    texts=(
        "issuer__full_name",
        "purpose_detail",
        "content",
        "result",
        "withdraw_reason",
        "denial",
        "settlement",
    ),
    people=("issuer_id", "entered_by_id"),
    lines=(
        Lines("directives.DirectiveCamera", "directive", ("camera__name",)),
        Lines("directives.DirectiveExecutor", "directive", ("person__full_name",)),
    ),
)
PROPOSALS = Sought(
    book="proposal",
    model="directives.Proposal",
    at="proposed_us",
    texts=("by__full_name", "reason", "answer"),
    people=("by_id",),
)
