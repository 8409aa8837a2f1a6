"""What the search over all books finds of the reports."""

from vonggac.kernel.sought import Lines, Sought

SOUGHT = Sought(
    book="report",
    model="reports.Report",
    at="opened_us",
    texts=(
        "demand",
        "upward",
        "general",
        "results",
        "shortcomings",
        "proposals",
        "plans",
    ),
    people=("opened_by_id", "submitted_by_id", "issued_by_id"),
    lines=(Lines("reports.ReportLine", "of", ("text", "ref")),),
)
