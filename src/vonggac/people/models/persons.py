"""Persons, their accounts and positions, and their logins."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.ids import new_uuid
from vonggac.people.roles import Role


class Address(models.TextChoices):
    """How a colleague is addressed in messages: "Cô Ánh"."""

    MR = "thay", _("Mr (teacher)")
    MS = "co", _("Ms (teacher)")


class AccountState(models.TextChoices):
    """Đề nghị cấp → Đã ký cam kết + tập huấn → Hoạt động → Tạm khóa → Thu hồi (REQUIREMENTS §5.11)."""

    REQUESTED = "requested", _("account asked for")
    PLEDGED = "pledged", _("pledged and trained")
    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")
    REVOKED = "revoked", _("revoked")


class SessionEnd(models.TextChoices):
    """Why a login ended. ``replaced``: the same person signed in elsewhere (one active session a person)."""

    SIGNED_OUT = "signed_out", _("signed out")
    REPLACED = "replaced", _("signed in elsewhere")
    IDLE = "idle", _("no act for 10 minutes")
    TOO_LONG = "too_long", _("8 hours have passed")
    ANOMALY = "anomaly", _("used from another browser or network")
    PASSWORD_CHANGED = "password_changed", _("password changed")
    ACCOUNT_STOPPED = "account_stopped", _("account suspended or revoked")
    POSITION_ENDED = "position_ended", _("position ended")


class Person(models.Model):
    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    full_name = models.CharField(
        _("full name"), max_length=120, help_text="NFC, family name first."
    )
    address = models.CharField(_("form of address"), max_length=4, choices=Address.choices)
    search = models.CharField(
        max_length=120, db_index=True, help_text="full_name folded: no marks, đ as d."
    )
    sort_key = models.CharField(
        max_length=400, db_index=True, help_text="Code point order is order of names."
    )
    created_us = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.full_name


class Accounts(BaseUserManager["Account"]):
    """Only what django.contrib.auth asks for; accounts are made by ``people.services``."""


class Account(AbstractBaseUser):
    """One personal account a person (khoản 1 Điều 5): there is no shared one."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    username = models.CharField(
        _("user name"), max_length=40, unique=True, help_text="Lower-case ASCII."
    )
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    must_change_password = models.BooleanField(default=True)
    state = models.CharField(
        max_length=12, choices=AccountState.choices, default=AccountState.ACTIVE
    )
    created_us = models.BigIntegerField()
    school = models.ForeignKey(
        "places.School",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="For which it was asked. Null: made by the machine's own set-up.",
    )
    for_role = models.CharField(
        max_length=4, choices=Role.choices, blank=True, help_text="What it was asked for."
    )
    requested_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Null: the head's own order, or the machine's own set-up.",
    )
    approved_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Of the Board. Null: not approved, or the machine's own set-up.",
    )
    last_login = None  # LoginSession holds it, with where from

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Accounts()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="account_state_known", condition=Q(state__in=AccountState.values)),
            CheckConstraint(
                name="account_approver_is_another",
                condition=Q(approved_by__isnull=True)
                | (
                    ~Q(approved_by=F("person"))
                    & (Q(requested_by__isnull=True) | ~Q(approved_by=F("requested_by")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django's is a class attribute
        return self.state == AccountState.ACTIVE


class Position(models.Model):
    """A role at a school by a decision, from – to. Ends, and is never removed."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="positions")
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=4, choices=Role.choices)
    acting_head = models.BooleanField(
        _("acting head"),
        default=False,
        help_text="Phó Hiệu trưởng phụ trách: has every power of the principal.",
    )
    decision_no = models.CharField(_("assignment decision"), max_length=60, blank=True)
    decided_on = models.DateField(
        _("day of the decision"), null=True, blank=True, help_text="Null: not stated."
    )
    from_us = models.BigIntegerField()
    to_us = models.BigIntegerField(null=True, blank=True, help_text="Null: still held.")
    end_decision_no = models.CharField(max_length=60, blank=True)
    end_decided_on = models.DateField(null=True, blank=True, help_text="Null: not stated.")
    ended_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Null: still held, or the machine's own set-up.",
    )

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="position_role_known", condition=Q(role__in=Role.values)),
            CheckConstraint(
                name="position_ends_after_it_begins",
                condition=Q(to_us__isnull=True) | Q(to_us__gt=F("from_us")),
            ),
            CheckConstraint(
                name="only_a_vice_principal_acts_as_head",
                violation_error_message=_("Only a vice-principal can be in charge of the school."),
                condition=Q(acting_head=False) | Q(role=Role.VICE_PRINCIPAL),
            ),
            UniqueConstraint(
                name="one_head_at_a_time",
                violation_error_message=_("The school has a head already."),
                fields=["school"],
                condition=Q(to_us__isnull=True) & (Q(role=Role.PRINCIPAL) | Q(acting_head=True)),
            ),
            UniqueConstraint(
                name="one_system_manager_at_a_time",
                violation_error_message=_("The school has an IT teacher in charge already."),
                fields=["school"],
                condition=Q(to_us__isnull=True, role=Role.IT_TEACHER),
            ),
            UniqueConstraint(
                name="a_role_is_held_once",
                violation_error_message=_("The person holds this position already."),
                fields=["school", "person", "role"],
                condition=Q(to_us__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"


class LoginSession(models.Model):
    """One login, from signing in to its end. The key itself is only in the browser's cookie."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sessions")
    key_sha256 = models.CharField(max_length=64, unique=True)
    user_agent_sha256 = models.CharField(
        max_length=64, help_text="What the session is bound to (ACCESS §5.2)."
    )
    network = models.CharField(
        max_length=50, help_text="/24 of IPv4, /64 of IPv6: the other half of the binding."
    )
    address = models.CharField(
        max_length=45, help_text="Where it was opened from, for the sign-in history."
    )
    user_agent = models.CharField(max_length=200, help_text="Shortened, for the sign-in history.")
    started_us = models.BigIntegerField()
    last_human_us = models.BigIntegerField(
        help_text="Last act of a human; a running player is none."
    )
    ended_us = models.BigIntegerField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=SessionEnd.choices, blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                name="one_active_session_per_person",
                fields=["account"],
                condition=Q(ended_us__isnull=True),
            ),
            CheckConstraint(
                name="an_ended_session_has_a_reason",
                condition=(Q(ended_us__isnull=True) & Q(end_reason=""))
                | (Q(ended_us__isnull=False) & ~Q(end_reason="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "-started_us"], name="session_history")
        ]

    def __str__(self) -> str:
        return str(self.id)


class SignInEvent(models.Model):
    """The sign-in history that its owner sees: successes, failures, locks, ends (khoản 1 Điều 5)."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=20, help_text="login, fail, lock, or a SessionEnd value.")
    address = models.CharField(max_length=45)
    user_agent = models.CharField(max_length=200)
    at_us = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "-at_us"], name="event_history")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at_us}"


class AddressCounter(models.Model):
    """Sign-in attempts from one address within a window: the limit that no change of user name gets round."""

    address = models.CharField(max_length=45, primary_key=True)
    window_us = models.BigIntegerField(help_text="Begin of the window that is being counted.")
    attempts = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.address
