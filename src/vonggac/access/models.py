"""Tables of grants, viewings and what was served. Data and constraints only."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.kernel.authority import Basis, Purpose
from vonggac.kernel.clock import DAY_US, SECOND_US
from vonggac.kernel.ids import new_uuid

MAX_FOOTAGE_US = 92 * DAY_US
MAX_VALID_US = 92 * DAY_US
MAX_TECHNICAL_US = 10 * SECOND_US


class GrantRow(models.Model):
    """A grant as written: it counts only while its hash, its basis and its person's position still hold."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(
        "people.Position",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Ends with it (ACCESS §2.7).",
    )
    basis = models.CharField(max_length=20, help_text="A Basis.")
    basis_ref = models.CharField(max_length=120)
    directive = models.ForeignKey(
        "directives.Directive", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    shift = models.ForeignKey(
        "duty.Shift", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    acts = models.JSONField(help_text="Sorted list of Act values.")
    cameras = models.JSONField(help_text="Sorted list of camera ids.")
    footage_from_us = models.BigIntegerField()
    footage_to_us = models.BigIntegerField()
    valid_from_us = models.BigIntegerField()
    valid_to_us = models.BigIntegerField()
    purpose = models.CharField(max_length=12)
    audio = models.BooleanField(default=False, help_text="Its directive says so (ACCESS §1.8).")
    deed = models.UUIDField(
        help_text="The outbox row of its view.approve: none, no effect (ACCESS §2.1)."
    )
    scope_sha256 = models.CharField(
        max_length=64, help_text="Of the canonical text of all of the above (ACCESS §2.2)."
    )
    made_us = models.BigIntegerField()
    ended_us = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                name="grant_footage_range_and_length",
                condition=Q(footage_to_us__gt=F("footage_from_us"))
                & Q(footage_to_us__lte=F("footage_from_us") + MAX_FOOTAGE_US),
            ),
            CheckConstraint(
                name="grant_valid_range_and_length",
                condition=Q(valid_to_us__gt=F("valid_from_us"))
                & Q(valid_to_us__lte=F("valid_from_us") + MAX_VALID_US),
            ),
            CheckConstraint(
                name="grant_is_not_back_dated", condition=Q(made_us__lte=F("valid_to_us"))
            ),
            CheckConstraint(
                name="grant_purpose_of_four", condition=Q(purpose__in=[p.value for p in Purpose])
            ),
            CheckConstraint(
                name="grant_basis_known", condition=Q(basis__in=[b.value for b in Basis])
            ),
            CheckConstraint(
                name="grant_has_what_its_basis_names",
                condition=Q(basis="directive", directive__isnull=False)
                | Q(basis="roster", shift__isnull=False)
                | Q(basis="board")
                | ~Q(basis__in=["directive", "roster", "board"]),
            ),
            UniqueConstraint(
                name="one_grant_per_directive_and_person",
                fields=["directive", "person"],
                condition=Q(directive__isnull=False, ended_us__isnull=True),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-made_us"], name="grant_by_person")]

    def __str__(self) -> str:
        return str(self.id)


class Viewing(models.Model):
    """One use of footage, from its first byte to its line in the usage book."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    grant = models.ForeignKey(GrantRow, on_delete=models.PROTECT, related_name="viewings")
    session = models.ForeignKey("people.LoginSession", on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=10)
    started_us = models.BigIntegerField()
    last_beat_us = models.BigIntegerField(
        help_text="No beat for 15 s ends a playback (ACCESS §4.5)."
    )
    ended_us = models.BigIntegerField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, blank=True)
    sound = models.BooleanField(default=False, help_text="Recorded sound was served in it.")
    usage_line = models.ForeignKey(
        "duty.UsageLine",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Null: open, or nothing served. All viewings of one shift share one.",
    )

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                name="one_open_viewing_of_live_per_grant",
                fields=["session", "grant"],
                condition=Q(act="live", ended_us__isnull=True),
            ),
            CheckConstraint(
                name="an_ended_viewing_has_a_reason",
                condition=(Q(ended_us__isnull=True) & Q(end_reason="") & Q(usage_line__isnull=True))
                | (Q(ended_us__isnull=False) & ~Q(end_reason="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["last_beat_us"], name="viewing_open", condition=Q(ended_us__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Served(models.Model):
    """What was served, committed before its bytes leave (I2). Triggers refuse UPDATE and DELETE."""

    viewing = models.ForeignKey(Viewing, on_delete=models.PROTECT, related_name="served")
    camera = models.CharField(max_length=16)
    stream = models.CharField(max_length=8)
    from_us = models.BigIntegerField()
    to_us = models.BigIntegerField()
    byte_count = models.BigIntegerField(
        help_text="0 for a live lease: the stretch that may be relayed next."
    )
    at_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="served_range", condition=Q(to_us__gt=F("from_us"))),
            CheckConstraint(name="served_bytes", condition=Q(byte_count__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.camera} {self.from_us}"


class Bookmark(models.Model):
    """A person's own note on an instant or a stretch of some cameras. No right stands in it: opening it asks anew."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    viewing = models.ForeignKey(
        Viewing, on_delete=models.PROTECT, related_name="+", help_text="In which it was made."
    )
    title = models.CharField(max_length=120)
    cameras = models.JSONField(help_text="Camera ids as they stood on the page.")
    at_us = models.BigIntegerField()
    to_us = models.BigIntegerField(null=True, blank=True, help_text="Null: an instant.")
    made_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="bookmark_has_a_title", condition=~Q(title="")),
            CheckConstraint(
                name="bookmark_ends_after_it_begins",
                condition=Q(to_us__isnull=True) | Q(to_us__isnull=False, to_us__gt=F("at_us")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-made_us"], name="bookmarks_newest")]

    def __str__(self) -> str:
        return str(self.id)


class TechnicalCheck(models.Model):
    """Kiểm tra kỹ thuật: ten seconds of a camera, once a day, to see that it records (khoản 6 Điều 2)."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    camera = models.CharField(max_length=16)
    day = models.DateField(help_text="Of the school's calendar.")
    at_us = models.BigIntegerField()
    from_us = models.BigIntegerField()
    to_us = models.BigIntegerField()
    grant = models.OneToOneField(GrantRow, on_delete=models.PROTECT, related_name="technical")
    well = models.BooleanField(null=True, help_text="What the person saw; null: not said.")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="one_technical_check_a_day", fields=["camera", "day"]),
            CheckConstraint(
                name="technical_check_is_ten_seconds",
                condition=Q(to_us__gt=F("from_us")) & Q(to_us__lte=F("from_us") + MAX_TECHNICAL_US),
            ),
            CheckConstraint(
                name="what_is_not_well_has_a_note",
                condition=Q(well__isnull=True, note="")
                | Q(well__isnull=False, well=True)
                | Q(well__isnull=False, well=False) & ~Q(note=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "-at_us"], name="technical_list")]

    def __str__(self) -> str:
        return f"{self.camera} {self.day}"


class RefusalRow(models.Model):
    """A refused question: who asked for what, and the code of the answer."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    act = models.CharField(max_length=10)
    cameras = models.JSONField()
    footage_from_us = models.BigIntegerField()
    footage_to_us = models.BigIntegerField()
    code = models.CharField(max_length=40)
    at_us = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-at_us"], name="refusals_newest")]

    def __str__(self) -> str:
        return self.code
