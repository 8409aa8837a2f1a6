"""The forms of this release, by code; a new one is a copied neighbour (FORMS §3.1, §4, §6.2, §6.3)."""

from vonggac.documents.forms.acceptance_minutes import ACCEPTANCE_MINUTES
from vonggac.documents.forms.account_list import ACCOUNT_LIST
from vonggac.documents.forms.account_review import ACCOUNT_REVIEW
from vonggac.documents.forms.assignment_decision import ASSIGNMENT_DECISION
from vonggac.documents.forms.breach_notice import BREACH_NOTICE
from vonggac.documents.forms.calibration_minutes import CALIBRATION_MINUTES
from vonggac.documents.forms.camera_plan import CAMERA_PLAN
from vonggac.documents.forms.case_index import CASE_INDEX
from vonggac.documents.forms.connection_slip import CONNECTION_SLIP
from vonggac.documents.forms.damage_minutes import DAMAGE_MINUTES
from vonggac.documents.forms.device_book import DEVICE_BOOK
from vonggac.documents.forms.device_list import DEVICE_LIST
from vonggac.documents.forms.device_sheet import DEVICE_SHEET
from vonggac.documents.forms.directive import DIRECTIVE
from vonggac.documents.forms.duty_month import DUTY_MONTH
from vonggac.documents.forms.failure_minutes import FAILURE_MINUTES
from vonggac.documents.forms.failure_report import FAILURE_REPORT
from vonggac.documents.forms.fingerprints import FINGERPRINTS
from vonggac.documents.forms.handover import HANDOVER
from vonggac.documents.forms.maintenance_minutes import MAINTENANCE_MINUTES
from vonggac.documents.forms.maintenance_plan import MAINTENANCE_PLAN
from vonggac.documents.forms.notice_board import NOTICE_BOARD
from vonggac.documents.forms.paper import Form
from vonggac.documents.forms.pledge import PLEDGE
from vonggac.documents.forms.print_sheet import PRINT_SHEET
from vonggac.documents.forms.print_slip import PRINT_SLIP
from vonggac.documents.forms.read_me_first import READ_ME_FIRST
from vonggac.documents.forms.read_receipts import READ_RECEIPTS
from vonggac.documents.forms.reminder import REMINDER
from vonggac.documents.forms.repair_request import REPAIR_REQUEST
from vonggac.documents.forms.repair_submission import REPAIR_SUBMISSION
from vonggac.documents.forms.reply_letter import REPLY_LETTER
from vonggac.documents.forms.report import REPORT
from vonggac.documents.forms.retention_papers import RETENTION_DECISION, RETENTION_NOTICE
from vonggac.documents.forms.stocktake_minutes import STOCKTAKE_MINUTES
from vonggac.documents.forms.suggestion_table import SUGGESTION_TABLE
from vonggac.documents.forms.system_handover import SYSTEM_HANDOVER
from vonggac.documents.forms.training_minutes import TRAINING_MINUTES
from vonggac.documents.forms.usage_book import USAGE_BOOK
from vonggac.documents.forms.viewing_minutes import VIEWING_MINUTES
from vonggac.documents.forms.viewing_request import VIEWING_REQUEST
from vonggac.documents.forms.violation_minutes import VIOLATION_MINUTES

FORMS: dict[str, Form] = {
    each.code: each
    for each in (
        USAGE_BOOK,
        DEVICE_BOOK,
        DEVICE_SHEET,
        DEVICE_LIST,
        CONNECTION_SLIP,
        FAILURE_MINUTES,
        FAILURE_REPORT,
        DAMAGE_MINUTES,
        REPAIR_REQUEST,
        REPAIR_SUBMISSION,
        ACCEPTANCE_MINUTES,
        MAINTENANCE_PLAN,
        MAINTENANCE_MINUTES,
        CALIBRATION_MINUTES,
        STOCKTAKE_MINUTES,
        VIEWING_REQUEST,
        DIRECTIVE,
        VIEWING_MINUTES,
        PRINT_SLIP,
        PRINT_SHEET,
        HANDOVER,
        REPLY_LETTER,
        PLEDGE,
        TRAINING_MINUTES,
        READ_ME_FIRST,
        FINGERPRINTS,
        READ_RECEIPTS,
        NOTICE_BOARD,
        VIOLATION_MINUTES,
        BREACH_NOTICE,
        SUGGESTION_TABLE,
        DUTY_MONTH,
        REMINDER,
        REPORT,
        ASSIGNMENT_DECISION,
        SYSTEM_HANDOVER,
        ACCOUNT_LIST,
        ACCOUNT_REVIEW,
        RETENTION_DECISION,
        RETENTION_NOTICE,
        CAMERA_PLAN,
        CASE_INDEX,
    )
}
