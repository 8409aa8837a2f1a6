"""What carrying out a request leaves: papers, minutes of viewings, handovers and what became of their media."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.disclosures.states import MediumEnd, PaperFor
from vonggac.kernel.ids import new_uuid
from vonggac.kernel.papers import PaperKind


class Paper(models.Model):
    """An attached file, sealed under ``papers/<id>``. Its name is ours: a stranger's may tell who it is of."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    request = models.ForeignKey(
        "disclosures.Request", on_delete=models.PROTECT, related_name="papers"
    )
    place = models.PositiveSmallIntegerField(help_text="From 1.")
    what = models.CharField(max_length=10, choices=PaperFor.choices)
    kind = models.CharField(max_length=20, help_text="A PaperKind: by its content.")
    byte_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, help_text="Of what is kept, before sealing.")
    added_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    added_us = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="paper_places_differ", fields=["request", "place"]),
            CheckConstraint(name="paper_is_of_a_known_kind", condition=Q(what__in=PaperFor.values)),
            CheckConstraint(
                name="paper_is_pdf_jpeg_or_png",
                condition=Q(kind__in=[each.value for each in PaperKind]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.what}"


class Minutes(models.Model):
    """Biên bản xem dữ liệu (FORMS §4.3). What was seen and said is sealed: it tells of children."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    request = models.ForeignKey(
        "disclosures.Request", on_delete=models.PROTECT, related_name="minutes"
    )
    place = models.PositiveSmallIntegerField(help_text="From 1: once for each time it was shown.")
    from_us = models.BigIntegerField(help_text="The viewing began.")
    to_us = models.BigIntegerField(help_text="It ended.")
    sealed = models.BinaryField(help_text="where, participants, seen, opinions.")
    nothing_copied = models.BooleanField(help_text="Xác nhận không sao chép.")
    written_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    written_us = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="minutes_places_differ", fields=["request", "place"]),
            CheckConstraint(
                name="minutes_are_of_the_past",
                condition=Q(to_us__gt=F("from_us")) & Q(to_us__lte=F("written_us")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.place)


class Handover(models.Model):
    """Phiếu bàn giao dữ liệu (FORMS §4.5), with the seven contents of Nghị định 356/2025 Điều 7 khoản 1."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    request = models.OneToOneField(
        "disclosures.Request", on_delete=models.PROTECT, related_name="handover"
    )
    export = models.CharField(max_length=40)
    files = models.JSONField(help_text="[{name, camera, from_us, to_us, bytes, sha256}]")
    masked = models.BooleanField(help_text="Faces covered; else as recorded.")
    clock_offset = models.CharField(max_length=300, help_text="Of cameras against standard time.")
    medium = models.CharField(max_length=80)
    serial = models.CharField(max_length=80)
    seal_no = models.CharField(max_length=80, blank=True)
    copies = models.PositiveSmallIntegerField()
    sealed = models.BinaryField(help_text="Recipient: name, position, unit, id, letter.")
    contents = models.JSONField(help_text="The seven contents, by facts.SEVEN.")
    given_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    given_us = models.BigIntegerField()
    back = models.CharField(max_length=10, choices=MediumEnd.choices, help_text="As agreed.")
    back_due_us = models.BigIntegerField(help_text="By when: end of that day.")

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="handover_of_at_least_one", condition=Q(copies__gte=1)),
            CheckConstraint(
                name="handover_names_the_medium", condition=~Q(medium="") & ~Q(serial="")
            ),
            CheckConstraint(
                name="handover_ends_after_it_began", condition=Q(back_due_us__gt=F("given_us"))
            ),
            CheckConstraint(name="handover_end_known", condition=Q(back__in=MediumEnd.values)),
        ]

    def __str__(self) -> str:
        return self.export


class MediumClosed(models.Model):
    """What became of the medium. Until this row is there, the date is chased."""

    handover = models.OneToOneField(
        Handover, primary_key=True, on_delete=models.PROTECT, related_name="closed"
    )
    how = models.CharField(max_length=10, choices=MediumEnd.choices)
    words = models.CharField(max_length=500)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="medium_end_known", condition=Q(how__in=MediumEnd.values)),
            CheckConstraint(name="medium_end_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return str(self.handover_id)
