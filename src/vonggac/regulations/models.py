"""Tables of decisions, versions of the regulation, and who has read them. Rows are added; triggers keep them."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.ids import new_uuid
from vonggac.regulations import clauses


class DecisionKind(models.TextChoices):
    """Types of document (NĐ 30/2020, Phụ lục III), by their abbreviation."""

    DECISION = "QĐ", _("decision")
    NOTICE = "TB", _("notice")
    PLAN = "KH", _("plan")
    REPORT = "BC", _("report")
    SUBMISSION = "TTr", _("submission")
    MINUTES = "BB", _("minutes")
    AUTHORISATION = "GUQ", _("letter of authorisation")
    LETTER = "CV", _("official letter")


class Decision(models.Model):
    """A document of the school that other records cite: its number, who signed it, its scan."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=DecisionKind.choices)
    year = models.PositiveSmallIntegerField(
        help_text="Calendar year of signing: numbers begin anew."
    )
    number = models.PositiveIntegerField()
    symbol = models.CharField(max_length=30, help_text="QĐ-THYC")
    signed_on = models.DateField()
    signer = models.CharField(max_length=80)
    signer_position = models.CharField(max_length=80)
    summary = models.CharField(max_length=300, help_text="Trích yếu.")
    search = models.CharField(max_length=500, help_text="number, symbol, signer, summary folded.")
    school_year = models.CharField(max_length=9, help_text="2025-2026")
    scan = models.ForeignKey(
        "papers.Scan", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_us = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-signed_on", "-number"]
        constraints: ClassVar = [
            UniqueConstraint(
                name="decision_numbers_differ", fields=["school", "kind", "year", "number"]
            ),
            CheckConstraint(name="decision_kind_known", condition=Q(kind__in=DecisionKind.values)),
            CheckConstraint(name="decision_number_from_one", condition=Q(number__gte=1)),
            CheckConstraint(
                name="decision_says_what_and_who", condition=~Q(summary="") & ~Q(signer="")
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "school_year"], name="decision_years")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """``83/QĐ-THYC``."""
        return f"{self.number:02d}/{self.symbol}"


class Regulation(models.Model):
    """A version of the regulation, issued with its decision."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="regulation")
    title = models.CharField(max_length=300)
    text = models.TextField(help_text="As it was issued.")

    def __str__(self) -> str:
        return self.title


class Clause(models.Model):
    """A clause as a record that everything else cites."""

    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="clauses")
    place = models.PositiveSmallIntegerField()
    article = models.PositiveSmallIntegerField()
    clause = models.PositiveSmallIntegerField(help_text="0: the article itself.")
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(
                name="a_clause_stands_once", fields=["regulation", "article", "clause"]
            ),
        ]

    def __str__(self) -> str:
        return self.cited

    @property
    def cited(self) -> str:
        return clauses.cited(self.article, self.clause)


class Enactment(models.Model):
    """From that day on the version is the one in force, until the next one's day."""

    regulation = models.OneToOneField(
        Regulation, on_delete=models.PROTECT, related_name="enactment"
    )
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    from_day = models.DateField()
    signed_on = models.DateField(help_text="Of the version's decision.")
    by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="one_version_in_force_a_day", fields=["school", "from_day"]),
            CheckConstraint(
                name="in_force_from_its_signature_on", condition=Q(from_day__gte=F("signed_on"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.from_day)


class Acknowledgement(models.Model):
    """Đã đọc và cam kết (khoản 2 Điều 1)."""

    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="receipts")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at_us = models.BigIntegerField()
    recorded_by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: the person's own tap. Else who wrote down the signed list.",
    )

    class Meta:
        ordering: ClassVar = ["at_us"]
        constraints: ClassVar = [
            UniqueConstraint(name="read_once", fields=["regulation", "person"]),
            CheckConstraint(
                name="nobody_writes_down_his_own_signature",
                condition=Q(recorded_by__isnull=True) | ~Q(recorded_by=F("person")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.at_us}"


class NoticeWords(models.Model):
    """What the notices at the gate and in the areas say beside what the system knows; the last row counts."""

    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    telephone = models.CharField(max_length=40)
    contact = models.CharField(max_length=120, help_text="Whom to ask.")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at_us = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-at_us", "-id"]
        constraints: ClassVar = [
            CheckConstraint(name="notices_name_a_telephone", condition=~Q(telephone="")),
        ]

    def __str__(self) -> str:
        return self.telephone
