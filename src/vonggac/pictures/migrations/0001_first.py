"""The registers: numbers follow one another, and no row is changed or removed (G2, G3)."""

import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import Refuse

_TABLES = ("snapshot", "printslip", "printcopy", "printrun")
_NUMBERED = {
    "snapshot": "school_id = NEW.school_id AND year = NEW.year",
    "printslip": "school_id = NEW.school_id AND year = NEW.year",
    "printcopy": "slip_id = NEW.slip_id",
}
_REFUSED = {
    **{
        f"{table}_no_{event.lower()}": f"BEFORE {event} ON pictures_{table}"
        for table in _TABLES
        for event in ("UPDATE", "DELETE")
    },
    **{
        f"{table}_numbers_follow": (
            f"BEFORE INSERT ON pictures_{table}"  # noqa: S608 (names of ours)
            f" WHEN NEW.number <> 1 + COALESCE((SELECT MAX(number) FROM pictures_{table} WHERE {series}), 0)"
        )
        for table, series in _NUMBERED.items()
    },
    "printcopy_of_its_slip": (
        "BEFORE INSERT ON pictures_printcopy"
        " WHEN NEW.number > (SELECT copy_count FROM pictures_printslip WHERE id = NEW.slip_id)"
    ),
}


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("duty", "0001_first"),
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vonggac.kernel.ids.new_uuid,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(help_text="Calendar year, local time.")),
                ("number", models.PositiveIntegerField(help_text="Within the year, without gaps.")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("grant", models.UUIDField(help_text="access.GrantRow that it was done under.")),
                (
                    "basis_ref",
                    models.CharField(
                        help_text="Of the grant: the paper, the clause.", max_length=120
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                (
                    "case_no",
                    models.CharField(blank=True, help_text="VV-…; empty: none.", max_length=60),
                ),
                ("at_us", models.BigIntegerField(help_text="When it was done.")),
                (
                    "usage_line",
                    models.OneToOneField(
                        help_text="G2: one each.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duty.usageline",
                    ),
                ),
                ("camera", models.CharField(max_length=16)),
                (
                    "camera_name",
                    models.CharField(help_text="As it was named then.", max_length=120),
                ),
                ("area_name", models.CharField(max_length=120)),
                ("stream", models.CharField(max_length=8)),
                (
                    "live",
                    models.BooleanField(help_text="Of the live picture; else of recorded footage."),
                ),
                (
                    "segment",
                    models.CharField(
                        blank=True, help_text="Empty: from the live tap.", max_length=32
                    ),
                ),
                (
                    "asked_us",
                    models.BigIntegerField(help_text="The instant that was on the screen."),
                ),
                ("frame_us", models.BigIntegerField(help_text="The frame's own instant.")),
                ("purpose", models.CharField(max_length=12)),
                (
                    "frame_sha256",
                    models.CharField(help_text="Of the frame's sample as recorded.", max_length=64),
                ),
                (
                    "sha256",
                    models.CharField(help_text="Of the picture with mark and band.", max_length=64),
                ),
                ("byte_count", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                (
                    "deed",
                    models.UUIDField(
                        help_text="The outbox row of its snapshot entry.", unique=True
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["school", "-at_us"], name="snapshots_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="snapshot_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="snapshot_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="snapshot_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose__in", ["security", "safety", "education", "fire_safety"])
                        ),
                        name="snapshot_purpose_of_four",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_us__lte", models.F("at_us"))),
                        name="snapshot_is_of_the_past",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sha256__regex", "^[0-9a-f]{64}$"),
                            ("frame_sha256__regex", "^[0-9a-f]{64}$"),
                        ),
                        name="snapshot_hashes_are_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("live", True), ("segment", "")),
                            models.Q(("live", False), models.Q(("segment", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="stored_snapshot_names_its_segment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintSlip",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vonggac.kernel.ids.new_uuid,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(help_text="Calendar year, local time.")),
                ("number", models.PositiveIntegerField(help_text="Within the year, without gaps.")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("grant", models.UUIDField(help_text="access.GrantRow that it was done under.")),
                (
                    "basis_ref",
                    models.CharField(
                        help_text="Of the grant: the paper, the clause.", max_length=120
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                (
                    "case_no",
                    models.CharField(blank=True, help_text="VV-…; empty: none.", max_length=60),
                ),
                ("at_us", models.BigIntegerField(help_text="When it was done.")),
                (
                    "usage_line",
                    models.OneToOneField(
                        help_text="G2: one each.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duty.usageline",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slips",
                        to="pictures.snapshot",
                    ),
                ),
                ("copy_count", models.PositiveSmallIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["school", "-at_us"], name="slips_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="slip_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="slip_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="slip_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("copy_count__gte", 1), ("copy_count__lte", 20)),
                        name="slip_has_copies",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintCopy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vonggac.kernel.ids.new_uuid,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "slip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="pictures.printslip",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(help_text="n of n/m.")),
                ("recipient", models.CharField(max_length=200)),
                (
                    "deed",
                    models.UUIDField(
                        help_text="The outbox row of its print.footage entry.", unique=True
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="The entry's deed in base32: what the QR says.",
                        max_length=26,
                        unique=True,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("slip", "number"), name="copy_numbers_differ"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="copy_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recipient", ""), _negated=True),
                        name="copy_has_a_recipient",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintRun",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vonggac.kernel.ids.new_uuid,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "copy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="pictures.printcopy",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("at_us", models.BigIntegerField()),
                ("sheet_sha256", models.CharField(max_length=64)),
            ],
        ),
        Refuse(_REFUSED),
    ]
