from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0005_accepted_only_grow"),
    ]

    operations = [
        migrations.AddField(
            model_name="camera",
            name="password_us",
            field=models.BigIntegerField(
                blank=True,
                help_text="When it became another one. Null: none yet, or before this was kept.",
                null=True,
            ),
        ),
    ]
