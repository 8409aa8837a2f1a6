"""What the search over all books finds of the cases."""

from vonggac.incidents.states import Way
from vonggac.kernel.sought import Lines, Sought

SOUGHT = Sought(
    book="case",
    model="incidents.Case",
    at="noted_us",
    texts=("what", "result", "snapshot_no"),
    people=("noted_by_id",),
    lines=(
        Lines("incidents.DossierLine", "case", ("text", "ref"), but=frozenset(Way.values)),
        Lines("incidents.CaseCamera", "case", ("camera__name",)),
    ),
)
