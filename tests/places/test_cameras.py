"""Registering cameras: never in private areas, never this machine, passwords sealed (I11, ACCESS 3.4)."""

from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import override_settings

from tests.scenes.schools import SchoolScene, hoa_sen, yen_cuong
from vonggac.kernel.text import TextRefused
from vonggac.places import sealing, selectors, services
from vonggac.places.models import Area, Camera, School


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def _add(school: SchoolScene, area: str = "gate", **more: object) -> Camera:
    values: dict[str, object] = {"name": "Cổng 2", "main_url": "rtsp://10.0.9.9/main"} | more
    return services.add_camera(area=school.areas[area], by=school.it_teacher, **values)  # type: ignore[arg-type]


def _codes(refused: pytest.ExceptionInfo[ValidationError], field: str) -> list[str | None]:
    return [each.code for each in refused.value.error_dict[field]]


def test_credentials_in_an_address_are_moved_out_of_it(school: SchoolScene) -> None:
    """The stored address, which pages and logs show, has none."""
    camera = _add(school, main_url="RTSP://admin:m%40t%20kh%E1%BA%A9u@10.0.9.9:8554/a?b=1")
    assert camera.main_url == "rtsp://10.0.9.9:8554/a?b=1"
    row = next(each for each in selectors.recording_plan() if each.id == camera.id)
    assert (row.username, row.password) == ("admin", "m@t khẩu")
    assert "khẩu" not in repr(row)


def test_a_database_copy_shows_no_password(school: SchoolScene) -> None:
    """Sealed at rest; the same password is sealed differently for each camera."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM places_camera")
        rows = cursor.fetchall()
    assert b"camera-password" not in repr(rows).encode()
    sealed = {bytes(each.sealed_password) for each in Camera.objects.all()}
    assert len(sealed) == len(rows)


def test_a_sealed_password_belongs_to_its_camera_and_key(school: SchoolScene) -> None:
    """Moved to another row, or under another key, it opens nothing: the plan then has an empty one."""
    one, other = school.cameras["gate"], school.cameras["yard"]
    stolen = Camera.objects.get(pk=one).sealed_password
    Camera.objects.filter(pk=other).update(sealed_password=stolen)
    with pytest.raises(sealing.Unsealable):
        sealing.unseal(bytes(stolen), camera=other)
    plan = {each.id: each.password for each in selectors.recording_plan()}
    assert (plan[one], plan[other]) == ("camera-password", "")
    with override_settings(OFFICE_SEALING_KEY=lambda: b"k" * 32):
        assert {each.password for each in selectors.recording_plan()} == {""}


def test_a_private_area_takes_no_camera(school: SchoolScene) -> None:
    """Khu vực riêng tư: neither a new camera, nor one moved there, nor the area made private later."""
    private = services.create_area(
        school=school.id, name="Nhà vệ sinh", kind="private", by=school.it_teacher
    )
    with pytest.raises(ValidationError) as refused:
        services.add_camera(
            area=private.id, name="x", main_url="rtsp://10.0.9.9/", by=school.it_teacher
        )
    assert _codes(refused, "area") == ["private_area"]
    with pytest.raises(ValidationError):
        services.change_camera(camera=school.cameras["gate"], by=school.it_teacher, area=private.id)
    with pytest.raises(ValidationError):
        services.change_area(
            area=school.areas["gate"],
            name="Cổng trường",
            kind="private",
            place=0,
            by=school.it_teacher,
        )


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("rtsp://127.0.0.1/a", "loopback"),
        ("rtsp://[::1]/a", "loopback"),
        ("rtsp://localhost/a", "loopback"),
        ("rtsp://169.254.1.1/a", "forbidden_address"),
        ("rtsp://[fe80::1]/a", "forbidden_address"),
        ("rtsp://0.0.0.0/a", "forbidden_address"),
        ("rtsp://[::ffff:127.0.0.1]/a", "loopback"),
        ("rtsp://[64:ff9b::7f00:1]/a", "loopback"),
        ("rtsp://[2002:a9fe:101::]/a", "forbidden_address"),
        ("rtsp://[fe80::1%25eth0]/a", "forbidden_address"),
        ("rtsp://255.255.255.255/a", "forbidden_address"),
        ("rtsp://224.0.0.1/a", "forbidden_address"),
        ("http://10.0.0.1/a", "not_rtsp"),
        ("file:///etc/passwd", "not_rtsp"),
        ("rtsp://", "not_rtsp"),
        ("rtsp://10.0.0.1:99999/a", "no_address"),
        ("rtsp://[10.0.0.1/a", "no_address"),
        ("rtsp://10.0.0.1/a@b", "at_sign"),
    ],
)
def test_an_address_that_is_no_cameras_is_refused(school: SchoolScene, url: str, code: str) -> None:
    """The product fetches registered camera addresses only, never itself or link-local."""
    with pytest.raises(ValidationError) as refused:
        _add(school, main_url=url)
    assert _codes(refused, "main_url") == [code]
    with pytest.raises(ValidationError) as refused:
        _add(school, sub_url=url)
    assert _codes(refused, "sub_url") == [code]


def test_virtual_cameras_may_be_on_this_machine(school: SchoolScene) -> None:
    """The demo and the tests say so expressly."""
    camera = _add(school, main_url="rtsp://127.0.0.1:8554/gate", allow_loopback=True)
    assert camera.main_url.startswith("rtsp://127.0.0.1")


@pytest.mark.parametrize("field", ["name", "position", "main_url", "username"])
def test_text_that_hides_something_is_refused(school: SchoolScene, field: str) -> None:
    """Nothing that turns a line round or carries a control character (ACCESS 10.6)."""
    with pytest.raises((TextRefused, ValidationError)):
        _add(school, **{field: "rtsp://10.0.9.9/\u202ea"})


def test_an_address_is_registered_once(school: SchoolScene) -> None:
    """Until the first camera is taken out of use, for which a reason is given."""
    first = _add(school)
    with pytest.raises(ValidationError):
        _add(school, name="Cổng 3")
    with pytest.raises(TextRefused):
        services.take_out_of_use(camera=first.id, reason=" ", by=school.it_teacher)
    services.take_out_of_use(camera=first.id, reason="Hỏng, chờ thay", by=school.it_teacher)
    assert first.id not in {each.id for each in selectors.recording_plan()}
    assert _add(school, name="Cổng 3").id != first.id
    assert selectors.camera(first.id).out_of_use_reason == "Hỏng, chờ thay"


def test_a_change_keeps_what_it_does_not_name(school: SchoolScene) -> None:
    """An empty password field means: the old one."""
    camera = school.cameras["gate"]
    services.change_camera(camera=camera, by=school.it_teacher, name="Cổng chính", password="")
    row = next(each for each in selectors.recording_plan() if each.id == camera)
    assert (row.name, row.password) == ("Cổng chính", "camera-password")
    services.change_camera(camera=camera, by=school.it_teacher, password="mới")
    address = selectors.camera(camera).main_url
    assert selectors.credentials(camera, address) == ("admin", "mới")
    with pytest.raises(TypeError):
        services.change_camera(camera=camera, by=school.it_teacher, state="out_of_use")


def test_cameras_are_found_without_marks_and_by_area(school: SchoolScene) -> None:
    """And the other school's are not among them."""
    hoa_sen()
    assert [each.id for each in selectors.cameras(school.id, search="hanh lang")] == [
        school.cameras["corridor"]
    ]
    assert [each.id for each in selectors.cameras(school.id)] == list(school.cameras.values())
    assert [area.name for area, _ in selectors.wall(school.id)] == [
        "Cổng trường",
        "Sân trường",
        "Hành lang",
        "Nhà ăn",
    ]


def test_the_database_refuses(school: SchoolScene) -> None:
    """Whatever the code does: each constraint, through update()."""
    gate = Camera.objects.filter(pk=school.cameras["gate"])
    yard = Camera.objects.get(pk=school.cameras["yard"])
    for change in (
        {"state": "out_of_use"},
        {"state": "out_of_use", "out_of_use_us": 2**60},
        {"state": "out_of_use", "out_of_use_us": 1, "out_of_use_reason": "x"},
        {"state": "elsewhere"},
        {"out_of_use_reason": "x"},
        {"main_url": "rtsp://a:b@10.0.0.1/"},
        {"sub_url": "rtsp://a:b@10.0.0.1/"},
        {"main_url": yard.main_url},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            gate.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.filter(pk=school.areas["gate"]).update(kind="toilet")
    with pytest.raises(IntegrityError), transaction.atomic():
        School.objects.filter(pk=school.id).update(year_day=31)


def test_a_kept_password_goes_to_no_other_device(school: SchoolScene) -> None:
    """I11: whoever may change an address could else send the camera's password to a machine of his own."""
    camera = school.cameras["gate"]
    before = selectors.camera(camera)
    for change in (
        {"main_url": "rtsp://10.66.6.6/listening"},
        {"sub_url": "rtsp://10.66.6.6/listening"},
        {"main_url": f"rtsp://{urlsplit(before.main_url).hostname}:99/another-port"},
    ):
        with pytest.raises((ValidationError, TextRefused)):
            services.change_camera(camera=camera, by=school.it_teacher, **change)  # type: ignore[arg-type]  # texts all
    assert selectors.camera(camera).main_url == before.main_url
    assert selectors.credentials(camera, "rtsp://10.66.6.6/listening") == ("", "")
    services.change_camera(
        camera=camera, by=school.it_teacher, main_url=before.main_url + "/other-path"
    )
    services.change_camera(
        camera=camera, by=school.it_teacher, main_url="rtsp://10.66.6.6/a", password="typed again"
    )


@pytest.mark.parametrize("pair", ["a%0d%0aX:b", "admin:x%00y", "%E2%80%AEadmin:x"])
def test_credentials_in_an_address_hide_nothing(school: SchoolScene, pair: str) -> None:
    """Decoded, they would be lines of their own in what is said to the camera."""
    with pytest.raises(TextRefused):
        _add(school, main_url=f"rtsp://{pair}@10.0.9.9/a")
