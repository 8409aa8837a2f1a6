"""What the search over all books finds of the reminders."""

from vonggac.kernel.sought import Lines, Sought

SOUGHT = Sought(
    book="reminder",
    model="inspections.Reminder",
    at="at_us",
    texts=("to_name", "by__full_name", "clause", "text"),
    people=("to_id", "by_id"),
    lines=(Lines("inspections.Acknowledged", "reminder", ("words",)),),
)
