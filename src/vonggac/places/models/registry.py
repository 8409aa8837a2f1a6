"""Schools, areas, cameras."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.ids import new_camera_id, new_uuid


class AreaKind(models.TextChoices):
    GATE = "gate", _("gate")
    YARD = "yard", _("school yard")
    CORRIDOR = "corridor", _("corridor")
    STAIRS = "stairs", _("stairs")
    CANTEEN = "canteen", _("canteen")
    CLASSROOM = "classroom", _("classroom")
    OFFICE = "office", _("office")
    LIBRARY = "library", _("library")
    PARKING = "parking", _("parking")
    OTHER = "other", _("other")
    PRIVATE = "private", _("private area")
    """Khu vực riêng tư (toilets, changing rooms): no camera may be registered there (REQUIREMENTS §7.3)."""


class Transport(models.TextChoices):
    TCP = "tcp", "TCP"
    UDP = "udp", "UDP"


class SourceKind(models.TextChoices):
    RTSP = "rtsp", _("direct")
    PYAV = "pyav", _("by FFmpeg")


class CameraState(models.TextChoices):
    ACTIVE = "active", _("in use")
    OUT_OF_USE = "out_of_use", _("taken out of use")


class School(models.Model):
    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    name = models.CharField(_("name of the school"), max_length=160)
    parent_body = models.CharField(_("parent body"), max_length=160, blank=True)
    symbol = models.CharField(
        _("symbol"), max_length=20, help_text="THYC: the tail of document numbers."
    )
    locality = models.CharField(
        _("locality"), max_length=80, blank=True, help_text="For the line of place and date."
    )
    year_month = models.PositiveSmallIntegerField(
        default=9, help_text="The school year begins on this month's …"
    )
    year_day = models.PositiveSmallIntegerField(default=5, help_text="… day. Khai giảng: 05/9.")
    strict_vice_principal = models.BooleanField(
        default=False,
        help_text="On: a vice-principal needs a directive of the principal too (strict khoản 1 Điều 2).",
    )
    created_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                name="school_year_begins_on_a_day_of_every_year",
                violation_error_message=_("The school year begins on a day from 1 to 28."),
                condition=Q(
                    year_month__gte=1, year_month__lte=12, year_day__gte=1, year_day__lte=28
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="areas")
    name = models.CharField(_("area"), max_length=80)
    search = models.CharField(max_length=80, help_text="name folded: no marks, đ as d.")
    kind = models.CharField(max_length=12, choices=AreaKind.choices)
    place = models.PositiveSmallIntegerField(default=0, help_text="Order on the wall.")
    created_us = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["place", "name"]
        constraints: ClassVar = [
            UniqueConstraint(
                name="area_names_differ",
                violation_error_message=_("The school has an area of that name already."),
                fields=["school", "search"],
            ),
            CheckConstraint(name="area_kind_known", condition=Q(kind__in=AreaKind.values)),
        ]

    def __str__(self) -> str:
        return self.name


class Camera(models.Model):
    id = models.CharField(primary_key=True, max_length=16, default=new_camera_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="cameras")
    name = models.CharField(_("camera"), max_length=80)
    search = models.CharField(max_length=160, db_index=True, help_text="name and position folded.")
    position = models.CharField(_("mounting position"), max_length=160, blank=True)
    main_url = models.CharField(_("main stream"), max_length=500, help_text="Without credentials.")
    sub_url = models.CharField(
        _("sub stream"), max_length=500, blank=True, help_text="Empty: the camera has none."
    )
    username = models.CharField(max_length=80, blank=True)
    sealed_password = models.BinaryField(help_text="places.sealing; empty: no password.")
    password_us = models.BigIntegerField(
        null=True,
        blank=True,
        help_text="When it became another one. Null: none yet, or before this was kept.",
    )
    transport = models.CharField(max_length=3, choices=Transport.choices, default=Transport.TCP)
    audio = models.BooleanField(default=False, help_text="Off: not even asked of the camera.")
    source_kind = models.CharField(
        max_length=4, choices=SourceKind.choices, default=SourceKind.RTSP
    )
    brand = models.CharField(_("brand"), max_length=80, blank=True)
    model = models.CharField(_("model"), max_length=80, blank=True)
    serial = models.CharField(_("serial number"), max_length=80, blank=True)
    mac = models.CharField(_("MAC address"), max_length=17, blank=True, help_text="aa:bb:….")
    firmware = models.CharField(_("firmware"), max_length=80, blank=True)
    onvif_url = models.CharField(max_length=500, blank=True, help_text="Without credentials.")
    channel = models.PositiveSmallIntegerField(
        _("channel"), default=0, help_text="Of a recorder, 1 …; 0: the device is one camera."
    )
    place = models.PositiveSmallIntegerField(
        default=0, help_text="Order on the wall within the area."
    )
    state = models.CharField(max_length=10, choices=CameraState.choices, default=CameraState.ACTIVE)
    commissioned_us = models.BigIntegerField(
        help_text="Registered: from here every second must be explained (I4)."
    )
    out_of_use_us = models.BigIntegerField(null=True, blank=True)
    out_of_use_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["area__place", "area__name", "place", "name"]
        constraints: ClassVar = [
            UniqueConstraint(
                name="camera_names_differ_in_an_area",
                violation_error_message=_("The area has a camera of that name already."),
                fields=["area", "name"],
                condition=Q(state="active"),
            ),
            UniqueConstraint(
                name="an_address_is_registered_once",
                violation_error_message=_("A camera of that address is registered already."),
                fields=["main_url"],
                condition=Q(state="active"),
            ),
            UniqueConstraint(
                name="a_device_is_registered_once",
                violation_error_message=_("This device is registered already."),
                fields=["mac", "channel"],
                condition=Q(state="active") & ~Q(mac=""),
            ),
            CheckConstraint(
                name="out_of_use_has_a_reason",
                condition=Q(state="active", out_of_use_us__isnull=True, out_of_use_reason="")
                | (
                    Q(state="out_of_use", out_of_use_us__isnull=False)
                    & Q(out_of_use_us__gte=F("commissioned_us"))
                    & ~Q(out_of_use_reason="")
                ),
            ),
            CheckConstraint(
                name="camera_url_holds_no_credentials", condition=~Q(main_url__contains="@")
            ),
            CheckConstraint(
                name="camera_sub_url_holds_no_credentials", condition=~Q(sub_url__contains="@")
            ),
            CheckConstraint(
                name="camera_onvif_url_holds_no_credentials", condition=~Q(onvif_url__contains="@")
            ),
        ]

    def __str__(self) -> str:
        return self.name
