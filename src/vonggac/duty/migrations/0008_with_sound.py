"""A line of the usage book says whether sound was served.

The column is added as it is: Django would make the table anew, and its triggers would be gone.
"""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("duty", "0007_filters_from_the_index")]
    operations: ClassVar = [
        migrations.RunSQL(
            "ALTER TABLE duty_usageline ADD COLUMN sound bool NOT NULL DEFAULT FALSE",
            "ALTER TABLE duty_usageline DROP COLUMN sound",
            state_operations=[
                migrations.AddField(
                    "usageline",
                    "sound",
                    models.BooleanField(
                        default=False,
                        help_text="(7) có âm thanh: it was served too.",
                    ),
                )
            ],
        ),
    ]
