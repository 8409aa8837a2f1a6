"""The request, its cameras, subjects, history and decisions; the school's time limits."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.disclosures.states import APPROVED, RequestState, Verdict, Written
from vonggac.kernel.authority import Act, Purpose
from vonggac.kernel.clock import DAY_US
from vonggac.kernel.ids import new_uuid
from vonggac.kernel.ranges import Range

MAX_FOOTAGE_US = 31 * DAY_US
_UNWRITTEN = ["draft", "sent", "received", "more", "withdrawn", "no_data"]


def _differ(one: str, other: str) -> Q:
    """Two persons that are named and the same are refused; a column that is NULL names nobody."""
    return Q(**{f"{one}__isnull": True}) | Q(**{f"{other}__isnull": True}) | ~Q(**{one: F(other)})


class Request(models.Model):
    """Giấy đề nghị (FORMS §4.1). What the requester told of himself is in ``sealed``."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Null: not sent yet.")
    number = models.PositiveIntegerField(
        null=True, blank=True, help_text="Within the calendar year, without gaps."
    )
    requester = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Null: somebody without an account, entered by the clerk.",
    )  # fmt: skip
    entered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    requester_name = models.CharField(max_length=160, help_text="Of the person or the unit.")
    search = models.CharField(max_length=160, help_text="requester_name folded.")
    is_unit = models.BooleanField(default=False, help_text="A body with an official letter.")
    own_image = models.BooleanField(
        default=False, help_text="Asks for the own or the own child’s data: the law’s limits run."
    )
    sealed = models.BinaryField(help_text="disclosures.sealing: facts.Facts of the requester.")
    mark_key = models.BinaryField(help_text="32 random bytes: binds the hash to ``sealed``.")
    party_mark = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="sealing.mark: earlier requests."
    )
    purpose = models.CharField(max_length=12, help_text="A Purpose of khoản 1 Điều 1.")
    footage_from_us = models.BigIntegerField()
    footage_to_us = models.BigIntegerField()
    acts = models.JSONField(help_text="Sorted list of Act values that are asked for.")
    written = models.CharField(max_length=8, choices=Written.choices, blank=True)
    filed_no = models.CharField(
        max_length=60, blank=True, help_text="Incoming number where the paper is in the files."
    )
    request_sha256 = models.CharField(
        max_length=64, help_text="Of the canonical text of everything that is asked (ACCESS §2.2)."
    )
    state = models.CharField(max_length=12, choices=RequestState.choices)
    made_us = models.BigIntegerField()
    sent_us = models.BigIntegerField(null=True, blank=True)
    received_us = models.BigIntegerField(null=True, blank=True)
    received_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_us = models.BigIntegerField(
        null=True, blank=True, help_text="By when the next step is due; past it is red."
    )
    legal_due_us = models.BigIntegerField(
        null=True, blank=True, help_text="The law’s outer limit for a data subject’s request."
    )
    extended_us = models.BigIntegerField(null=True, blank=True, help_text="Prolonged once.")
    escalated_us = models.BigIntegerField(
        null=True, blank=True, help_text="Chuyển cấp trên: nobody of the Board may decide."
    )
    superior = models.CharField(
        max_length=160, blank=True, help_text="Body, number and day of the superior’s decision."
    )
    approver = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_sha256 = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 (ACCESS §2.8: tested for NULL)
    executor = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    supervisor = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    directive = models.UUIDField(null=True, blank=True, help_text="directives.Directive.")
    export = models.CharField(max_length=40, blank=True, help_text="Number of the extraction.")
    completed_us = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="request_numbers_differ", fields=["school", "year", "number"]),
            CheckConstraint(
                name="request_has_a_number_once_sent",
                condition=Q(
                    year__isnull=True,
                    number__isnull=True,
                    sent_us__isnull=True,
                    state__in=["draft", "withdrawn"],
                )
                | (
                    Q(year__isnull=False, number__isnull=False, sent_us__isnull=False)
                    & Q(number__gte=1)
                    & ~Q(state="draft")
                ),
            ),
            CheckConstraint(name="request_state_known", condition=Q(state__in=RequestState.values)),
            CheckConstraint(
                name="request_purpose_of_four", condition=Q(purpose__in=[p.value for p in Purpose])
            ),
            CheckConstraint(name="request_names_who_asks", condition=~Q(requester_name="")),
            CheckConstraint(
                name="request_footage_range_and_length",
                condition=Q(footage_to_us__gt=F("footage_from_us"))
                & Q(footage_to_us__lte=F("footage_from_us") + MAX_FOOTAGE_US),
            ),
            CheckConstraint(
                name="request_is_in_writing_before_the_board_sees_it",
                condition=Q(state__in=_UNWRITTEN) | Q(written__in=["typed", "paper", "filed"]),
            ),
            CheckConstraint(
                name="request_typed_only_under_an_account",
                condition=~Q(written="typed") | Q(requester__isnull=False),
            ),
            CheckConstraint(
                name="request_filed_paper_has_a_number",
                condition=~Q(written="filed") | ~Q(filed_no=""),
            ),
            CheckConstraint(
                name="requester_is_not_approver", condition=_differ("approver", "requester")
            ),
            CheckConstraint(
                name="approver_is_not_executor", condition=_differ("approver", "executor")
            ),
            CheckConstraint(
                name="supervisor_is_not_executor", condition=_differ("supervisor", "executor")
            ),
            CheckConstraint(
                name="supervisor_is_not_requester", condition=_differ("supervisor", "requester")
            ),
            CheckConstraint(
                name="approval_binds_the_request",
                condition=~Q(state__in=[*APPROVED, "completed", "overdue"])
                | (
                    (Q(approver__isnull=False) | ~Q(superior=""))
                    & Q(executor__isnull=False, supervisor__isnull=False)
                    & Q(approved_sha256__isnull=False, approved_sha256=F("request_sha256"))
                ),
            ),
            CheckConstraint(
                name="a_refusal_has_who_refused",
                condition=~Q(state="refused") | Q(approver__isnull=False) | ~Q(superior=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["school", "-made_us"], name="request_list"),
            models.Index(fields=["school", "state", "due_us"], name="request_waiting"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """``DN-2026-001``; ``DN`` alone while it is a draft."""
        return "DN" if self.number is None else f"DN-{self.year}-{self.number:03d}"

    @property
    def footage(self) -> Range:
        return Range(self.footage_from_us, self.footage_to_us)

    @property
    def act_set(self) -> frozenset[Act]:
        return frozenset(Act(each) for each in self.acts)


class RequestCamera(models.Model):
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="cameras")
    camera = models.ForeignKey("places.Camera", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="request_camera_once", fields=["request", "camera"])
        ]

    def __str__(self) -> str:
        return self.camera_id


class RequestSubject(models.Model):
    """A colleague whom the footage or the complaint is about: never approver, executor, supervisor (triggers)."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="subjects")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="request_subject_once", fields=["request", "person"])
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class RequestLine(models.Model):
    """One line of a request's history. Triggers refuse UPDATE and DELETE."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField(help_text="From 1, without gaps.")
    at_us = models.BigIntegerField()
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Null: the system, by the clock.",
    )  # fmt: skip
    what = models.CharField(max_length=20, help_text="A state, or a deed that changes none.")
    state = models.CharField(max_length=12, choices=RequestState.choices, help_text="After it.")
    text = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="request_line_places_differ", fields=["request", "place"])
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.what}"


class RequestLineKey(models.Model):
    """The key of a line's commitment in the ledger (FORMATS §4.2): erasing it makes the entry say nothing."""

    line = models.OneToOneField(
        RequestLine, primary_key=True, on_delete=models.PROTECT, related_name="commitment"
    )
    key = models.BinaryField(help_text="32 random bytes.")

    def __str__(self) -> str:
        return str(self.line_id)


class Decision(models.Model):
    """Ý kiến của Ban Giám hiệu, once for each time it was put to the Board. Never changed or removed."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="decisions")
    place = models.PositiveSmallIntegerField(help_text="From 1.")
    at_us = models.BigIntegerField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    by_role = models.CharField(max_length=4, help_text="Role then; of who entered a superior’s.")
    superior = models.CharField(max_length=160, blank=True)
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    request_sha256 = models.CharField(max_length=64, help_text="What was decided about.")
    cameras = models.JSONField(help_text="Camera ids that may be seen; empty: refused.")
    footage_from_us = models.BigIntegerField(null=True, blank=True)
    footage_to_us = models.BigIntegerField(null=True, blank=True)
    acts = models.JSONField()
    executor = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    supervisor = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    valid_to_us = models.BigIntegerField(null=True, blank=True)
    directive = models.UUIDField(null=True, blank=True)
    directive_no = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=2000, blank=True)
    clause = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="decision_places_differ", fields=["request", "place"]),
            CheckConstraint(name="decision_verdict_known", condition=Q(verdict__in=Verdict.values)),
            CheckConstraint(
                name="refusal_has_a_reason_and_a_clause",
                condition=~Q(verdict="refused") | (~Q(reason="") & ~Q(clause="")),
            ),
            CheckConstraint(
                name="agreement_has_a_scope_and_who_carries_it_out",
                condition=Q(verdict="refused")
                | Q(
                    footage_from_us__isnull=False,
                    footage_to_us__isnull=False,
                    footage_to_us__gt=F("footage_from_us"),
                    executor__isnull=False,
                    supervisor__isnull=False,
                    valid_to_us__isnull=False,
                    directive__isnull=False,
                ),
            ),
            CheckConstraint(
                name="decision_is_not_the_executors",
                condition=~Q(superior="") | _differ("by", "executor"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.verdict}"


class TimeLimits(models.Model):
    """Time limits that the settings of access do not hold: the law's (LAW §4), and carrying out. The highest counts."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="1, 2, …")
    execute_days = models.PositiveSmallIntegerField(help_text="Working days, as offered.")
    subject_receive_days = models.PositiveSmallIntegerField(help_text="Working days, by law.")
    subject_complete_days = models.PositiveSmallIntegerField(help_text="Days, by law.")
    subject_extend_days = models.PositiveSmallIntegerField(help_text="Days more, once, by law.")
    legal_basis = models.CharField(
        max_length=300, help_text="Which law says so; the school’s words."
    )
    basis = models.CharField(max_length=300)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    decided_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="request_limits_are_numbered", fields=["school", "number"]),
            CheckConstraint(name="request_limits_have_a_basis", condition=~Q(basis="")),
            CheckConstraint(
                name="request_limits_within_reason",
                condition=Q(
                    execute_days__gte=1, execute_days__lte=30,
                    subject_receive_days__gte=1, subject_receive_days__lte=30,
                    subject_complete_days__gte=1, subject_complete_days__lte=90,
                    subject_extend_days__lte=90,
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.number)
