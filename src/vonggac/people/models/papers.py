"""What was signed, asked, decided and reviewed about people's accounts. Rows are added; triggers keep them."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.clock import DAY_US
from vonggac.kernel.ids import new_uuid
from vonggac.people.models.persons import Account, AccountState, Person

MAX_DELEGATION_US = 366 * DAY_US


def _somebody(help_text: str, *, null: bool = True) -> "models.ForeignKey[Person, Person]":
    return models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        null=null,
        blank=null,
        help_text=help_text,
    )


class Delegation(models.Model):
    """Giấy ủy quyền: some powers of the head, left to a vice-principal from – to. Only its withdrawal is added."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    giver = _somebody("The head who signed it.", null=False)
    receiver = _somebody("A vice-principal.", null=False)
    powers = models.JSONField(help_text="Codes of people.roles.Power, sorted.")
    paper = models.CharField(_("number of the paper"), max_length=60)
    signed_on = models.DateField(_("signed on"))
    from_us = models.BigIntegerField()
    to_us = models.BigIntegerField()
    made_us = models.BigIntegerField()
    withdrawn_us = models.BigIntegerField(null=True, blank=True, help_text="Null: not withdrawn.")
    withdrawn_by = _somebody("Null: not withdrawn.")

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="delegated_to_another", condition=~Q(giver=F("receiver"))),
            CheckConstraint(
                name="a_delegation_ends_within_a_year",
                condition=Q(to_us__gt=F("from_us"))
                & Q(to_us__lte=F("from_us") + MAX_DELEGATION_US)
                & Q(from_us__gte=F("made_us")),
            ),
            CheckConstraint(
                name="a_withdrawal_has_its_person",
                condition=Q(withdrawn_us__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_us__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.paper


class Signed(models.Model):
    """What every record of a signed paper has. Nobody records for himself."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    paper = models.CharField(_("number of the paper"), max_length=60, blank=True)
    recorded_by = _somebody("Null: the machine's own set-up.")
    recorded_us = models.BigIntegerField()

    class Meta:
        abstract = True


class Pledge(Signed):
    """Bản cam kết (khoản 1, khoản 5 Điều 5), as it was signed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pledges")
    signed_on = models.DateField(_("signed on"))

    class Meta:
        ordering: ClassVar = ["-signed_on", "-recorded_us"]
        constraints: ClassVar = [
            CheckConstraint(
                name="pledge_recorded_by_another",
                condition=Q(recorded_by__isnull=True) | ~Q(recorded_by=F("person")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.signed_on}"


class Training(Signed):
    """A training, and whether the person passed (nhóm 1 khoản 2 Điều 3)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="trainings")
    held_on = models.DateField(_("held on"))
    trainer = models.CharField(_("trainer"), max_length=120)
    content = models.CharField(_("content"), max_length=300, blank=True)
    passed = models.BooleanField(_("passed"))

    class Meta:
        ordering: ClassVar = ["-held_on", "-recorded_us"]
        constraints: ClassVar = [
            CheckConstraint(
                name="training_recorded_by_another",
                condition=Q(recorded_by__isnull=True) | ~Q(recorded_by=F("person")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.held_on}"


class SignedScan(models.Model):
    """A signed pledge or training minutes, as a file of the papers room."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    pledge = models.ForeignKey(
        Pledge, on_delete=models.PROTECT, null=True, blank=True, related_name="scans"
    )
    training = models.ForeignKey(
        Training, on_delete=models.PROTECT, null=True, blank=True, related_name="scans"
    )
    scan = models.OneToOneField("papers.Scan", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["scan__added_us", "id"]
        constraints: ClassVar = [
            CheckConstraint(
                name="a_scan_is_of_one_paper",
                condition=Q(pledge__isnull=True, training__isnull=False)
                | Q(pledge__isnull=False, training__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.scan_id)


class StepKind(models.TextChoices):
    REQUESTED = "requested", _("account asked for")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    PLEDGED = "pledged", _("pledged and trained")
    OPENED = "opened", _("opened")
    SUSPENDED = "suspended", _("suspended")
    RESTORED = "restored", _("let in again")
    REVOKED = "revoked", _("revoked")
    RESET = "reset", _("first password again")


class AccountStep(models.Model):
    """The life of an account, step by step."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=12, choices=StepKind.choices)
    by = _somebody("Null: the machine's own set-up, or the rules.")
    at_us = models.BigIntegerField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-at_us", "-id"]
        constraints: ClassVar = [
            CheckConstraint(name="account_step_known", condition=Q(what__in=StepKind.values))
        ]
        indexes: ClassVar = [models.Index(fields=["account", "-at_us"], name="account_life")]

    def __str__(self) -> str:
        return f"{self.what} {self.at_us}"


class ResetState(models.TextChoices):
    ASKED = "asked", _("waiting for approval")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    DONE = "done", _("carried out")


class PasswordReset(models.Model):
    """A first password again: asked for, approved by the Board, carried out, each by somebody else than its owner."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="resets")
    person = _somebody("Whose account it is.", null=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    state = models.CharField(max_length=8, choices=ResetState.choices, default=ResetState.ASKED)
    asked_by = _somebody("Null: the head's own order.")
    asked_us = models.BigIntegerField()
    decided_by = _somebody("Of the Board. Null: not decided.")
    decided_us = models.BigIntegerField(null=True, blank=True, help_text="Null: not decided.")
    done_by = _somebody("Null: not carried out.")
    done_us = models.BigIntegerField(null=True, blank=True, help_text="Null: not carried out.")

    class Meta:
        ordering: ClassVar = ["-asked_us"]
        constraints: ClassVar = [
            CheckConstraint(name="reset_state_known", condition=Q(state__in=ResetState.values)),
            CheckConstraint(
                name="reset_is_decided_by_another",
                condition=Q(decided_by__isnull=True)
                | (
                    ~Q(decided_by=F("person"))
                    & (Q(asked_by__isnull=True) | ~Q(decided_by=F("asked_by")))
                ),
            ),
            CheckConstraint(
                name="reset_is_decided_before_it_is_done",
                condition=Q(state=ResetState.ASKED)
                | (Q(decided_by__isnull=False) & Q(decided_us__isnull=False)),
            ),
            CheckConstraint(
                name="reset_is_done_by_another",
                condition=(~Q(state=ResetState.DONE) & Q(done_by__isnull=True))
                | (
                    Q(state=ResetState.DONE)
                    & Q(done_by__isnull=False)
                    & Q(done_us__isnull=False)
                    & ~Q(done_by=F("person"))
                ),
            ),
            UniqueConstraint(
                name="one_open_reset_an_account",
                fields=["account"],
                condition=Q(state__in=[ResetState.ASKED, ResetState.APPROVED]),
                violation_error_message=_("A new password has been asked for already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.asked_us}"


class AccountReview(models.Model):
    """Rà soát tài khoản (khoản 1 Điều 4): the Board went through all accounts of the school."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=7, help_text="2026-Q4, of the calendar year.")
    confirmed_by = _somebody("Of the Board.", null=False)
    confirmed_us = models.BigIntegerField()
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-confirmed_us"]

    def __str__(self) -> str:
        return self.quarter


class ReviewAnswer(models.TextChoices):
    KEEP = "keep", _("keep")
    SUSPEND = "suspend", _("suspend")


class AccountReviewLine(models.Model):
    """One account as it stood at the review."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    review = models.ForeignKey(AccountReview, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    roles = models.CharField(max_length=60, blank=True, help_text="Codes, separated by spaces.")
    state = models.CharField(max_length=12, choices=AccountState.choices)
    last_sign_in_us = models.BigIntegerField(null=True, blank=True, help_text="Null: never.")
    answer = models.CharField(max_length=8, choices=ReviewAnswer.choices)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="a_review_names_an_account_once", fields=["review", "account"]),
            CheckConstraint(
                name="review_answer_known", condition=Q(answer__in=ReviewAnswer.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.answer}"
