from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LineKey",
            fields=[
                (
                    "line",
                    models.UUIDField(
                        help_text="Id of the line, of whatever room.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("key", models.BinaryField(help_text="32 random bytes.")),
            ],
        ),
    ]
