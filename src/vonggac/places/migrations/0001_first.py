import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="School",
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
                ("name", models.CharField(max_length=160, verbose_name="name of the school")),
                (
                    "parent_body",
                    models.CharField(blank=True, max_length=160, verbose_name="parent body"),
                ),
                (
                    "symbol",
                    models.CharField(
                        help_text="THYC: the tail of document numbers.",
                        max_length=20,
                        verbose_name="symbol",
                    ),
                ),
                (
                    "locality",
                    models.CharField(
                        blank=True,
                        help_text="For the line of place and date.",
                        max_length=80,
                        verbose_name="locality",
                    ),
                ),
                (
                    "year_month",
                    models.PositiveSmallIntegerField(
                        default=9, help_text="The school year begins on this month's …"
                    ),
                ),
                (
                    "year_day",
                    models.PositiveSmallIntegerField(
                        default=5, help_text="… day. Khai giảng: 05/9."
                    ),
                ),
                (
                    "strict_vice_principal",
                    models.BooleanField(
                        default=False,
                        help_text="On: a vice-principal needs a directive of the principal too (strict khoản 1 Điều 2).",
                    ),
                ),
                ("created_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year_day__gte", 1),
                            ("year_day__lte", 28),
                            ("year_month__gte", 1),
                            ("year_month__lte", 12),
                        ),
                        name="school_year_begins_on_a_day_of_every_year",
                        violation_error_message="The school year begins on a day from 1 to 28.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Area",
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
                        related_name="areas",
                        to="places.school",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="area")),
                (
                    "search",
                    models.CharField(help_text="name folded: no marks, đ as d.", max_length=80),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("gate", "gate"),
                            ("yard", "school yard"),
                            ("corridor", "corridor"),
                            ("stairs", "stairs"),
                            ("canteen", "canteen"),
                            ("classroom", "classroom"),
                            ("office", "office"),
                            ("library", "library"),
                            ("parking", "parking"),
                            ("other", "other"),
                            ("private", "private area"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "place",
                    models.PositiveSmallIntegerField(default=0, help_text="Order on the wall."),
                ),
                ("created_us", models.BigIntegerField()),
            ],
            options={
                "ordering": ["place", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "search"),
                        name="area_names_differ",
                        violation_error_message="The school has an area of that name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "gate",
                                    "yard",
                                    "corridor",
                                    "stairs",
                                    "canteen",
                                    "classroom",
                                    "office",
                                    "library",
                                    "parking",
                                    "other",
                                    "private",
                                ],
                            )
                        ),
                        name="area_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Camera",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=vonggac.kernel.ids.new_camera_id,
                        editable=False,
                        max_length=16,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cameras",
                        to="places.area",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="camera")),
                (
                    "search",
                    models.CharField(
                        db_index=True, help_text="name and position folded.", max_length=160
                    ),
                ),
                (
                    "position",
                    models.CharField(blank=True, max_length=160, verbose_name="mounting position"),
                ),
                (
                    "main_url",
                    models.CharField(
                        help_text="Without credentials.", max_length=500, verbose_name="main stream"
                    ),
                ),
                (
                    "sub_url",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the camera has none.",
                        max_length=500,
                        verbose_name="sub stream",
                    ),
                ),
                ("username", models.CharField(blank=True, max_length=80)),
                (
                    "sealed_password",
                    models.BinaryField(help_text="places.sealing; empty: no password."),
                ),
                (
                    "password_us",
                    models.BigIntegerField(
                        blank=True,
                        help_text="When it became another one. Null: none yet, or before this was kept.",
                        null=True,
                    ),
                ),
                (
                    "transport",
                    models.CharField(
                        choices=[("tcp", "TCP"), ("udp", "UDP")], default="tcp", max_length=3
                    ),
                ),
                (
                    "audio",
                    models.BooleanField(
                        default=False, help_text="Off: not even asked of the camera."
                    ),
                ),
                (
                    "source_kind",
                    models.CharField(
                        choices=[("rtsp", "direct"), ("pyav", "by FFmpeg")],
                        default="rtsp",
                        max_length=4,
                    ),
                ),
                ("brand", models.CharField(blank=True, max_length=80, verbose_name="brand")),
                ("model", models.CharField(blank=True, max_length=80, verbose_name="model")),
                (
                    "serial",
                    models.CharField(blank=True, max_length=80, verbose_name="serial number"),
                ),
                (
                    "mac",
                    models.CharField(
                        blank=True, help_text="aa:bb:….", max_length=17, verbose_name="MAC address"
                    ),
                ),
                ("firmware", models.CharField(blank=True, max_length=80, verbose_name="firmware")),
                (
                    "onvif_url",
                    models.CharField(blank=True, help_text="Without credentials.", max_length=500),
                ),
                (
                    "channel",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Of a recorder, 1 …; 0: the device is one camera.",
                        verbose_name="channel",
                    ),
                ),
                (
                    "place",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Order on the wall within the area."
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "in use"), ("out_of_use", "taken out of use")],
                        default="active",
                        max_length=10,
                    ),
                ),
                (
                    "commissioned_us",
                    models.BigIntegerField(
                        help_text="Registered: from here every second must be explained (I4)."
                    ),
                ),
                ("out_of_use_us", models.BigIntegerField(blank=True, null=True)),
                ("out_of_use_reason", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["area__place", "area__name", "place", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "active")),
                        fields=("area", "name"),
                        name="camera_names_differ_in_an_area",
                        violation_error_message="The area has a camera of that name already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "active")),
                        fields=("main_url",),
                        name="an_address_is_registered_once",
                        violation_error_message="A camera of that address is registered already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state", "active"), models.Q(("mac", ""), _negated=True)
                        ),
                        fields=("mac", "channel"),
                        name="a_device_is_registered_once",
                        violation_error_message="This device is registered already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("out_of_use_reason", ""),
                                ("out_of_use_us__isnull", True),
                                ("state", "active"),
                            ),
                            models.Q(
                                ("out_of_use_us__isnull", False),
                                ("state", "out_of_use"),
                                ("out_of_use_us__gte", models.F("commissioned_us")),
                                models.Q(("out_of_use_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="out_of_use_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("main_url__contains", "@"), _negated=True),
                        name="camera_url_holds_no_credentials",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sub_url__contains", "@"), _negated=True),
                        name="camera_sub_url_holds_no_credentials",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("onvif_url__contains", "@"), _negated=True),
                        name="camera_onvif_url_holds_no_credentials",
                    ),
                ],
            },
        ),
    ]
