"""Why an export is not made, approved or given: the regulation's words, and what to do next."""

from django.utils.translation import gettext as _

from vonggac.kernel.authority import Refusal

_CLAUSE = "khoản 5 Điều 5"


def altered() -> Refusal:
    return Refusal(
        "export_altered",
        _("The export is not what was asked for and approved: its row was changed."),
        _CLAUSE,
        _("Ask for a new export, and tell the principal."),
    )


def no_masks_now() -> Refusal:
    return Refusal(
        "no_masks_now",
        _("Masks are drawn between the approval and the making, and only where the order says so."),
        _CLAUSE,
        _("Look at the export’s page; another covered copy needs a new export."),
    )


def not_own_masks() -> Refusal:
    return Refusal(
        "not_own_masks",
        _("Masks are drawn by who asked for the export."),
        "khoản 3 Điều 3",
        _("Ask the person who is named on the export’s page."),
    )


def nothing_to_mask() -> Refusal:
    return Refusal(
        "nothing_to_mask",
        _("No viewing copy was ordered, so there is nothing to be covered."),
        _CLAUSE,
        _("Decline, and say that a new export with a viewing copy is needed."),
    )


def not_ready() -> Refusal:
    return Refusal(
        "export_not_ready",
        _("There is no package to take: it is not made yet, or its days are over."),
        _CLAUSE,
        _("Look at the export’s page."),
    )


def link_over() -> Refusal:
    return Refusal(
        "export_link_over",
        _("The link was used, is too old, or belongs to another login."),
        _CLAUSE,
        _("Ask for a new link on the export’s page; the package stays the same."),
    )


def not_waiting() -> Refusal:
    return Refusal(
        "export_not_waiting",
        _("The export has been decided already."),
        _CLAUSE,
        _("Look at the export’s page."),
    )


def own_export() -> Refusal:
    return Refusal(
        "own_export",
        _("Nobody approves an export that he asked for himself."),
        "khoản 3 Điều 4",
        _("Another person who may approve copies decides."),
    )
