from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0004_hold_checks")]

    operations = [
        migrations.AddField(
            model_name="timeguard",
            name="left_us",
            field=models.BigIntegerField(
                default=86_400_000_000,
                help_text="How far the wall clock may still jump and be believed.",
            ),
        ),
    ]
