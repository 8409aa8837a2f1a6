"""docs/forms.md: of every form the section that describes it, who asks for it, how it goes out, where it is filled."""

import inspect
import re
from pathlib import Path

from tests.requirements.table import CLAUSES, address
from vonggac.documents.forms import FORMS
from vonggac.documents.forms.paper import Form
from vonggac.web.documents import filling

PAGE = Path(__file__).parents[2] / "docs" / "forms.md"
FILLED_AT: dict[str, str] = {
    "usage_book": "usage_print",
    "device_book": "device_print",
    "device_sheet": "asset_paper",
    "device_list": "asset_list_paper",
    "connection_slip": "asset_paper",
    "failure_minutes": "failure_paper",
    "failure_report": "failure_paper",
    "damage_minutes": "failure_paper",
    "repair_request": "repair_paper",
    "repair_submission": "repair_paper",
    "acceptance_minutes": "repair_paper",
    "maintenance_plan": "maintenance_plan_paper",
    "maintenance_minutes": "maintenance_paper",
    "calibration_minutes": "maintenance_paper",
    "stocktake_minutes": "stocktake_minutes",
    "viewing_request": "request_form",
    "directive": "directive_paper",
    "viewing_minutes": "request_form",
    "print_slip": "print_slip",
    "print_sheet": "print_sheet",
    "handover": "request_form",
    "reply_letter": "request_form",
    "pledge": "person_pledge",
    "training_minutes": "person_training",
    "read_me_first": "export",
    "fingerprints": "document_blank",
    "read_receipts": "regulation_readers_pdf",
    "notice_board": "notice_board_pdf",
    "violation_minutes": "violation_minutes",
    "breach_notice": "breach_notice",
    "suggestion_table": "suggestion_batch",
    "duty_month": "duties_paper",
    "reminder": "reminder_pdf",
    "report": "report_paper",
    "assignment_decision": "assignment_paper",
    "system_handover": "system_handover_minutes",
    "account_list": "account_list",
    "account_review": "account_review_minutes",
    "retention_decision": "retention_paper",
    "retention_notice": "retention_paper",
    "camera_plan": "camera_plan_paper",
    "case_index": "case_index_paper",
}
"""Code of a form → name of the address that fills it; of one that no page fills, the blank."""
_BEGINNING = """\
# Forms

*Written by `python -m tests.requirements`; a test compares. Read by: whoever looks for a paper.*

Each is printable blank at `/documents` as PDF, and as DOCX but for books; a school may replace the DOCX by its own.
§ is the section of the description of forms that its fields come from. How a paper looks is that of Nghị định
30/2020/NĐ-CP: numbers in `src/vonggac/documents/layouts/nd30.toml`, held by `tests/documents/test_geometry.py`,
`tests/documents/test_word.py` and `tests/documents/test_spreadsheet.py`.
"""


def page() -> str:
    """The whole text."""
    return "\n".join([_BEGINNING, *(_form(each) for each in FORMS.values())])


def _form(form: Form) -> str:
    asked = ", ".join(each.id for each in CLAUSES if form.code in each.forms)
    formats = ", ".join(each.upper() for each in filling.kinds(form.code))
    described = f"§{section(form)}" if section(form) else "none; it goes with its page"
    return "\n".join(
        [
            f"## {form.title}",
            "",
            f"- `{form.code}`; {form.clause}; clauses of the table: {asked}",
            f"- Description: {described}",
            f"- Formats: {formats}",
            f"- Filled at: `{address(FILLED_AT[form.code])}`",
            "",
        ]
    )


def section(form: Form) -> str:
    """``5.1``: as the form's own module says."""
    module = inspect.getmodule(form.data)
    found = re.search(r"(?<!evidence )FORMS §([\d.]+\d|\d)", (module and module.__doc__) or "")
    return found[1] if found else ""
