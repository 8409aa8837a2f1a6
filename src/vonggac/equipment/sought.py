"""What the search over all books finds of the device book, the failures and the assets."""

from vonggac.kernel.sought import Lines, Sought

BOOK = Sought(
    book="device",
    model="equipment.DeviceLine",
    at="written_us",
    texts=("device", "text", "picture", "ticket", "person_name"),
    people=("person_id",),
)
FAILURES = Sought(
    book="failure",
    model="equipment.Failure",
    at="detected_us",
    texts=("camera__name", "detail", "course", "after_fix", "related"),
    people=("opened_by_id", "assignee_id"),
    lines=(Lines("equipment.FailureLine", "failure", ("text",)),),
)
ASSETS = Sought(
    book="asset",
    model="equipment.Asset",
    at="made_us",
    texts=(
        "code",
        "name",
        "brand",
        "model",
        "serial",
        "mac",
        "area__name",
        "position",
        "supplier",
        "funding",
        "note",
        "out_reason",
    ),
)
