from django.db import migrations, models

import vonggac.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Outbox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        help_text="Order in which deeds go to the ledger.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "deed",
                    models.UUIDField(
                        default=vonggac.kernel.ids.new_uuid,
                        editable=False,
                        help_text="As in the entry's field deed.",
                        unique=True,
                    ),
                ),
                (
                    "entry_type",
                    models.CharField(
                        help_text="Type of the entry, see ledger.entries.", max_length=32
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        help_text="Canonical JSON of the entry, without what the writer fills (time, boot, clock)."
                    ),
                ),
                ("created_us", models.BigIntegerField(help_text="When the deed was done, µs UTC.")),
            ],
            options={
                "verbose_name_plural": "outbox",
                "ordering": ["id"],
            },
        ),
    ]
