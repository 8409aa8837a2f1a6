from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        help_text="Instant × 1000 and a bit more: in the order of time.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "school_id",
                    models.UUIDField(help_text="Null: of a person alone (notices).", null=True),
                ),
                ("book", models.CharField(max_length=16)),
                ("row", models.UUIDField()),
                ("at_us", models.BigIntegerField()),
                (
                    "label",
                    models.CharField(
                        help_text="What the row calls itself: its number.", max_length=80
                    ),
                ),
                ("shown", models.TextField(help_text="As written; search_words has it folded.")),
                (
                    "people",
                    models.TextField(blank=True, help_text="Ids of persons, a blank between them."),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("book", "row"), name="found_once")],
            },
        ),
        migrations.CreateModel(
            name="Due",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("book", models.CharField(max_length=16)),
                ("row", models.CharField(max_length=32)),
            ],
        ),
        migrations.RunSQL(
            "CREATE VIRTUAL TABLE search_words USING fts5("
            "words, book, people, content='', detail=column,"
            " tokenize='unicode61 remove_diacritics 2')",
            "DROP TABLE search_words",
        ),
    ]
