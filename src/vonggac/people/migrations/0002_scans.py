"""Scans of signed papers: they refer to ``papers``, whose rows refer to persons."""

import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import only_grow


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0001_first"),
        ("people", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignedScan",
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
                    "pledge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="people.pledge",
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="people.training",
                    ),
                ),
                (
                    "scan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="papers.scan",
                    ),
                ),
            ],
            options={
                "ordering": ["scan__added_us", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pledge__isnull", True), ("training__isnull", False)),
                            models.Q(("pledge__isnull", False), ("training__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_scan_is_of_one_paper",
                    )
                ],
            },
        ),
        only_grow("people", "signedscan"),
    ]
