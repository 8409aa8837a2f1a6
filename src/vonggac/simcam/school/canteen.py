"""The dining hall, and the counter where lunch is served."""

from collections.abc import Callable, Sequence

from vonggac.simcam.school import building, company, nature
from vonggac.simcam.school.cast import Jumper, Stop, Walker, fan, perspective, prop, second_hand
from vonggac.simcam.school.paint import Canvas, Colour, darker, lighter, with_grain
from vonggac.simcam.school.people import Facing, Person
from vonggac.simcam.school.stage import Actor, Pixels, Place
from vonggac.simcam.school.things import bowl, steam

_FLOOR: Colour = (214, 206, 190)
_PAINT: Colour = (178, 208, 176)
_SIZE = perspective(120, 1.9)
_DIAL = (1080.0, 130.0)


def _room(canvas: Canvas, foot: float) -> None:
    """A bright hall with a painted dado."""
    canvas.fade(0, 0, 1280, foot, top=(238, 226, 190), bottom=(250, 240, 210))
    canvas.box(0, 0, 1280, 34, (226, 224, 214))
    canvas.box(0, foot - 110, 1280, 110, _PAINT)
    canvas.box(0, foot - 114, 1280, 7, building.TRIM)
    canvas.box(0, foot - 12, 1280, 12, darker(_PAINT, 0.35))


def _hall() -> Pixels:
    canvas = Canvas(1280, 720, ground=(230, 224, 200))
    _room(canvas, 330)
    for x in (120, 380, 800):
        building.window(canvas, x, 92, 110, 104)
    building.clock_face(canvas, *_DIAL, 40)
    building.sign(canvas, 640, 66, "CHÚC CÁC EM NGON MIỆNG", 20, board=(196, 80, 54))
    nature.paving(canvas, 120, 330, colour=_FLOOR, tile=190)
    canvas.soft([[(140, 330), (330, 330), (240, 720), (-60, 720)], [(800, 330), (990, 330), (1080, 720), (780, 720)]],
                (255, 246, 200, 110), 26)  # fmt: skip
    nature.pot(canvas, 1225, 352, 50, seed=5)
    nature.pot(canvas, 40, 352, 50, seed=6)
    return with_grain(canvas.finished(), seed=16)


def _table(y: float, left: float, right: float) -> Callable[[Canvas], None]:
    """A long table whose far edge is at ``y``, laid for lunch."""

    def draw(canvas: Canvas) -> None:
        size = _SIZE(y)
        deep = 46 * size
        wood = (214, 160, 104)
        for x in (left + 30, right - 40):
            canvas.box(x, y + deep, 12 * size, 44 * size, (130, 140, 146))
        canvas.poly([(left + 14, y), (right - 14, y), (right, y + deep), (left, y + deep)], wood)
        canvas.line([(left + 14, y), (right - 14, y)], 2, lighter(wood, 0.3))
        canvas.box(left, y + deep, right - left, 8 * size, darker(wood, 0.25))
        x = left + 70 * size
        while x < right - 40 * size:
            bowl(canvas, x, y + deep * 0.36, 15 * size)
            canvas.line(
                [(x + 20 * size, y + deep * 0.3), (x + 30 * size, y + deep * 0.62)],
                1.6 * size,
                (150, 90, 60),
            )
            x += 90 * size

    return draw


def _eaters(people: Sequence[Person], y: float, left: float) -> list[Actor]:
    """Sitting behind the table: they stand lower than the table's edge."""
    size = _SIZE(y)
    return [
        Jumper(
            person,
            left + (70 + 90 * index) * size,
            y + 40 * size,
            lambda _, fixed=size: fixed * 1.02,  # type: ignore[misc]
            every_s=(3.0, 6.0, 5.0, 2.5)[index % 4],
            height=4,
            depth=y - 1,
        )
        for index, person in enumerate(people)
    ]


def _hall_cast() -> Sequence[Actor]:
    cast = company
    rows = [
        (370.0, 150.0, 620.0, (cast.AN, cast.CHI, cast.MINH, cast.LAN, cast.KHOA)),
        (370.0, 720.0, 1150.0, (cast.GIANG, cast.DUNG, cast.HA, cast.BINH)),
        (520.0, 60.0, 640.0, (cast.NGOC, cast.AN, cast.GIANG, cast.DUNG)),
        (520.0, 720.0, 1250.0, (cast.LAN, cast.MINH, cast.CHI)),
    ]
    actors: list[Actor] = [second_hand(*_DIAL, 40), fan(330, 40, 90), fan(930, 40, 90)]
    for y, left, right, people in rows:
        actors += [prop(_table(y, left, right), depth=y), *_eaters(people, y, left)]
    late = [
        Walker(
            cast.MISS_MAI,
            [Stop(1340, 480), Stop(680, 480, 5, Facing.LEFT), Stop(-80, 490)],
            4,
            _SIZE,
            depth=505,
        ),
        Walker(cast.BINH, [Stop(-60, 700), Stop(1340, 700)], 14, _SIZE),
        Walker(
            cast.COOK_SAU,
            [Stop(-80, 340), Stop(660, 345, 4), Stop(1340, 345)],
            26,
            _SIZE,
            depth=345,
        ),
        Walker(
            cast.HA, [Stop(1340, 690), Stop(680, 700, 2, Facing.FAR), Stop(-60, 700)], 36, _SIZE
        ),
        Walker(cast.KHOA, [Stop(1420, 705), Stop(-60, 712)], 37, _SIZE),
        Walker(cast.MR_TUAN, [Stop(-80, 480), Stop(1340, 484)], 44, _SIZE, depth=505),
    ]
    return [*actors, *late]


_QUEUE = perspective(90, 1.75)


def _serving() -> Pixels:
    canvas = Canvas(1280, 720, ground=(230, 224, 200))
    _room(canvas, 400)
    for x in range(0, 1280, 32):
        for y in range(150, 400, 32):
            canvas.box(
                x + 1, y + 1, 30, 30, (238, 244, 244) if (x + y) // 32 % 2 else (216, 232, 234)
            )
    canvas.box(0, 142, 1280, 10, building.TRIM)
    canvas.round_box(150, 44, 420, 172, (96, 70, 52), radius=8)
    canvas.box(160, 54, 400, 152, (52, 84, 74))
    canvas.text(360, 80, "THỰC ĐƠN HÔM NAY", 24, (255, 226, 120))
    for index, dish in enumerate(
        ("Cơm trắng – Cá kho", "Canh chua – Rau muống", "Chuối tráng miệng")
    ):
        canvas.text(360, 116 + index * 32, dish, 20, (246, 248, 240))
    canvas.poly([(760, 60), (1180, 60), (1220, 150), (720, 150)], (188, 196, 202))
    canvas.box(716, 148, 508, 14, (150, 158, 166))
    for index in range(7):
        x = 780 + index * 62
        canvas.line([(x, 166), (x, 196)], 3, (120, 126, 132))
        canvas.oval(x, 206, 13, 10, (176, 182, 188))
    nature.paving(canvas, 90, 400, colour=_FLOOR, tile=200)
    return with_grain(canvas.finished(), seed=18)


def _counter(canvas: Canvas) -> None:
    steel = (190, 198, 204)
    canvas.poly([(96, 396), (1184, 396), (1220, 452), (60, 452)], steel)
    canvas.box(60, 452, 1160, 96, lighter(steel, 0.3))
    for x in range(70, 1210, 116):
        canvas.box(x, 464, 104, 72, steel)
    canvas.box(60, 452, 1160, 7, darker(steel, 0.25))
    foods: Sequence[Colour] = (
        (250, 248, 240),
        (196, 112, 62),
        (240, 190, 90),
        (106, 168, 84),
        (250, 214, 90),
    )
    for index, food in enumerate(foods):
        x = 210 + index * 200
        canvas.oval(x, 424, 72, 22, darker(steel, 0.35))
        canvas.oval(x, 420, 64, 17, food)
        for piece in range(9):
            canvas.oval(
                x - 44 + piece * 11,
                418 + (piece * 7) % 9 - 3,
                8,
                4.5,
                lighter(food, 0.25 * (piece % 2)),
            )


def _serving_cast() -> Sequence[Actor]:
    def queues(person: Person, start_s: float) -> Walker:
        way = [Stop(-60, 610)]
        way += [Stop(210.0 + 200 * index, 606, 2.2, Facing.FAR) for index in range(5)]
        return Walker(person, [*way, Stop(1340, 620)], start_s, _QUEUE, 1.25)

    pupils = (
        company.AN,
        company.CHI,
        company.BINH,
        company.GIANG,
        company.MINH,
        company.HA,
        company.DUNG,
    )
    line = [queues(person, index * 8.2) for index, person in enumerate(pupils)]
    return [
        *line,
        Jumper(company.COOK_SAU, 310, 470, _QUEUE, every_s=3.0, height=5, depth=390),
        Jumper(company.COOK_TU, 710, 470, _QUEUE, every_s=5.0, height=5, depth=390),
        Jumper(company.COOK_SAU, 1050, 470, _QUEUE, every_s=2.5, height=5, depth=390),
        prop(_counter, depth=400),
        steam(410, 412, 70, depth=401),
        steam(610, 412, 70, depth=401),
        Walker(company.MISS_HOA, [Stop(1340, 690), Stop(640, 690, 4), Stop(-80, 700)], 20, _QUEUE),
        fan(640, 30, 100),
    ]


PLACES = (
    Place("canteen-1", "canteen", "Nhà ăn – phòng ăn", _hall, _hall_cast),
    Place("canteen-2", "canteen", "Nhà ăn – quầy phục vụ", _serving, _serving_cast),
)
