"""Two corridors: one looked along, one looked across."""

from collections.abc import Sequence

from vonggac.simcam.school import building, company, nature
from vonggac.simcam.school.cast import (
    Jumper,
    Petals,
    Stop,
    Walker,
    perspective,
    prop,
    second_hand,
)
from vonggac.simcam.school.paint import Canvas, Colour, Point, darker, lighter, mix, with_grain
from vonggac.simcam.school.people import Facing, Person
from vonggac.simcam.school.stage import Actor, Pixels, Place

_VANISH: Point = (660.0, 250.0)
_ALONG = perspective(250, 2.6)
_FLOOR: Colour = (206, 150, 116)


def _towards(point: Point, share: float) -> Point:
    """From the picture's edge (0) to where the corridor vanishes (1)."""
    return (
        point[0] + (_VANISH[0] - point[0]) * share,
        point[1] + (_VANISH[1] - point[1]) * share,
    )


def _band(
    canvas: Canvas, first: Point, second: Point, near: float, far: float, *, colour: Colour
) -> None:
    """A part of a wall or floor between two lines that run into the distance."""
    canvas.poly(
        [
            _towards(first, near),
            _towards(second, near),
            _towards(second, far),
            _towards(first, far),
        ],
        colour,
    )


def _deep(distance: float) -> float:
    """Metres along the corridor as a share of the way to the vanishing point."""
    return 1 - 1 / (1 + distance / 4.2)


_END = 0.86
_LEFT_TOP, _LEFT_FOOT = (-130.0, -260.0), (-130.0, 800.0)
_RIGHT_FOOT, _RIGHT_TOP = (1400.0, 800.0), (1400.0, -260.0)


def _along() -> Pixels:
    canvas = Canvas(1280, 720, ground=(220, 214, 196))
    nature.sky(canvas, 330, seed=21)
    nature.far_trees(canvas, 300, seed=5, height=110)
    canvas.fade(660, 270, 620, 450, top=(150, 184, 110), bottom=(120, 164, 92))
    nature.tree(canvas, 1010, 420, 330, blossoming=True, seed=51)
    nature.tree(canvas, 1250, 520, 420, seed=53)
    _shell(canvas)
    for index in range(7):
        _class(canvas, index)
    for index in range(9, -1, -1):
        _column(canvas, 1.2 + index * 2.6)
    return with_grain(canvas.finished(), seed=8)


def _shell(canvas: Canvas) -> None:
    _band(canvas, _LEFT_FOOT, _RIGHT_FOOT, 0, _END, colour=_FLOOR)
    for index in range(60):
        near = _deep(index * 0.6)
        if near < _END:
            _band(canvas, _LEFT_FOOT, _RIGHT_FOOT, near, near + 0.0025, colour=darker(_FLOOR, 0.22))
    for lane in range(1, 9):
        x = _LEFT_FOOT[0] + (_RIGHT_FOOT[0] - _LEFT_FOOT[0]) * lane / 9
        canvas.line([(x, 800), _towards((x, 800), _END)], 1.3, darker(_FLOOR, 0.2))
    _band(canvas, _LEFT_TOP, _RIGHT_TOP, 0, _END, colour=(238, 232, 214))
    for index in range(8):
        near = _deep(index * 2.6)
        _band(canvas, _LEFT_TOP, _RIGHT_TOP, near, near + (1 - near) * 0.07, colour=(214, 206, 184))
    _band(canvas, _LEFT_TOP, _LEFT_FOOT, 0, _END, colour=building.WALL)
    middle = (-130.0, 440.0)
    _band(canvas, middle, _LEFT_FOOT, 0, _END, colour=mix(building.WALL, (120, 160, 110), 0.55))
    _band(canvas, (-130, 432), (-130, 448), 0, _END, colour=building.TRIM)
    _band(canvas, (-130, 772), (-130, 800), 0, _END, colour=darker(building.SHUTTER, 0.2))
    top, foot = _towards(_LEFT_TOP, _END), _towards(_RIGHT_FOOT, _END)
    canvas.fade(top[0], top[1], foot[0] - top[0], foot[1] - top[1],
                top=lighter(building.WALL, 0.3), bottom=building.WALL)  # fmt: skip
    building.window(canvas, 640, 232, 40, 40)
    for index in range(9):
        near, far = _deep(1.4 + index * 2.6), _deep(2.9 + index * 2.6)
        sun = [
            _towards((700, 800), near),
            _towards((1400, 800), near),
            _towards((1400, 800), far),
            _towards((860, 800), far),
        ]
        canvas.poly(sun, (255, 236, 180, 70))


def _class(canvas: Canvas, index: int) -> None:
    """A classroom's door and window on the left wall."""
    start = 0.7 + index * 4.4

    def span(top: float, foot: float, near: float, far: float, colour: Colour) -> None:
        _band(
            canvas,
            (-130, top),
            (-130, foot),
            _deep(start + near),
            _deep(start + far),
            colour=colour,
        )

    span(60, 800, -0.06, 1.36, building.TRIM)
    span(84, 800, 0.02, 1.28, building.SHUTTER)
    span(110, 380, 0.12, 0.6, (110, 146, 156))
    span(110, 380, 0.7, 1.18, (126, 160, 166))
    span(440, 760, 0.12, 0.6, darker(building.SHUTTER))
    span(440, 760, 0.7, 1.18, darker(building.SHUTTER))
    span(100, 420, 1.9, 3.7, building.TRIM)
    span(120, 400, 2.0, 3.6, (104, 140, 152))
    for bar in range(6):
        span(120, 400, 2.2 + bar * 0.25, 2.235 + bar * 0.25, building.TRIM)
    if 0 < index < 4:
        span(-40, 30, 0.3, 1.0, (44, 84, 150))
        x, y = _towards((-130, -5), _deep(start + 0.65))
        canvas.text(x, y, f"1{'ABCD'[index]}", 40 * (1 - _deep(start + 0.65)) + 2, (255, 255, 255))


def _column(canvas: Canvas, distance: float) -> None:
    near, far = _deep(distance), _deep(distance + 0.34)
    if far >= _END:
        return
    after = min(_END, _deep(distance + 2.6))
    _band(canvas, (1400, 520), (1400, 552), near, after, colour=building.TRIM)
    for index in range(7):
        rail = _deep(distance + 0.4 + index * 0.32)
        _band(
            canvas,
            (1400, 552),
            (1400, 800),
            rail,
            min(_END, rail + (1 - rail) * 0.03),
            colour=lighter(building.WALL, 0.2),
        )
    _band(canvas, (1400, 770), (1400, 800), near, after, colour=building.TRIM)
    _band(canvas, _RIGHT_TOP, _RIGHT_FOOT, near, far, colour=building.WALL)
    wide = (1 - near) * 90
    x, y = _towards(_RIGHT_TOP, near)
    foot = _towards(_RIGHT_FOOT, near)
    canvas.box(x - wide, y, wide, foot[1] - y, lighter(building.WALL, 0.25))
    canvas.box(x - wide * 1.15, foot[1] - wide * 0.4, wide * 1.3, wide * 0.4, building.TRIM)


def _along_cast() -> Sequence[Actor]:
    def down(person: Person, x: float, start_s: float, pace: float = 1.0) -> Walker:
        far_x = _VANISH[0] + (x - _VANISH[0]) * 0.14
        return Walker(person, [Stop(far_x, 315), Stop(x, 800)], start_s, _ALONG, pace)

    def up(person: Person, x: float, start_s: float, pace: float = 1.0) -> Walker:
        far_x = _VANISH[0] + (x - _VANISH[0]) * 0.14
        return Walker(person, [Stop(x, 800), Stop(far_x, 315)], start_s, _ALONG, pace)

    return [
        down(company.AN, 420, 2),
        down(company.LAN, 620, 3),
        up(company.MISS_HOA, 760, 6),
        up(company.KHOA, 900, 15, 1.8),
        up(company.MINH, 1010, 16, 1.7),
        down(company.MR_TUAN, 540, 20),
        down(company.CHI, 780, 28),
        down(company.NGOC, 900, 28.6),
        up(company.BINH, 520, 36),
        up(company.GIANG, 690, 37),
        down(company.DUNG, 860, 44, 1.6),
        up(company.MISS_MAI, 420, 48),
        down(company.BINH, 700, 11),
        up(company.GIANG, 600, 25),
        down(company.LAN, 480, 52),
        up(company.AN, 820, 55),
        Jumper(company.HA, 420, 420, _ALONG, Facing.RIGHT, every_s=5.0, height=2),
        Petals(830, 160, 360, 250, nature.BLOSSOMS, count=9),
    ]


_ACROSS = perspective(150, 2.25)
_DIAL = (640.0, 128.0)


def _across() -> Pixels:
    canvas = Canvas(1280, 720, ground=(230, 220, 190))
    canvas.fade(
        0, 0, 1280, 470, top=darker(building.WALL, 0.16), bottom=lighter(building.WALL, 0.12)
    )
    canvas.box(0, 0, 1280, 40, (238, 232, 214))
    canvas.box(0, 40, 1280, 12, building.TRIM)
    canvas.box(0, 330, 1280, 140, mix(building.WALL, (120, 160, 110), 0.55))
    canvas.box(0, 324, 1280, 8, building.TRIM)
    for x, label in ((60, "2A"), (1010, "2B")):
        building.door(canvas, x, 150, 190, 320)
        canvas.round_box(x + 48, 104, 94, 34, (44, 84, 150), radius=5)
        canvas.text(x + 95, 121, f"LỚP {label}", 20, (255, 255, 255))
    building.window(canvas, 390, 160, 120, 130)
    building.window(canvas, 770, 160, 120, 130)
    building.clock_face(canvas, *_DIAL, 42)
    _board(canvas)
    canvas.box(0, 456, 1280, 16, darker(building.SHUTTER, 0.2))
    nature.paving(canvas, 200, 470, colour=_FLOOR, tile=210)
    _shoes(canvas)
    canvas.soft([[(300, 470), (560, 470), (430, 720), (60, 720)], [(760, 470), (980, 470), (1010, 720), (690, 720)]],
                (255, 240, 190, 90), 16)  # fmt: skip
    nature.pot(canvas, 330, 492, 50, seed=3)
    nature.pot(canvas, 952, 492, 50, seed=4)
    return with_grain(canvas.finished(), seed=10)


def _board(canvas: Canvas) -> None:
    """The class's notice board with the children's drawings."""
    canvas.round_box(556, 200, 168, 108, (134, 94, 62), radius=5)
    canvas.box(563, 207, 154, 94, (74, 132, 104))
    canvas.text(640, 220, "GÓC HỌC TẬP", 13, (255, 250, 220))
    colours: Sequence[Colour] = ((255, 224, 130), (250, 170, 170), (170, 214, 250), (255, 255, 250))
    for index, colour in enumerate(colours):
        x = 572 + index * 37
        canvas.box(x, 236 + index % 2 * 6, 31, 40, colour)
        canvas.oval(x + 15, 250 + index % 2 * 6, 7, 7, darker(colour, 0.3))
        canvas.line(
            [(x + 6, 266 + index % 2 * 6), (x + 25, 266 + index % 2 * 6)], 2, darker(colour, 0.4)
        )


_SHOES: Sequence[Colour] = (
    (214, 70, 70),
    (70, 120, 190),
    (240, 180, 60),
    (90, 160, 110),
    (230, 130, 170),
)


def _shoes(canvas: Canvas) -> None:
    canvas.round_box(560, 396, 160, 76, (150, 108, 74), radius=4)
    for row in range(2):
        canvas.box(567, 402 + row * 34, 146, 28, (104, 72, 50))
        for index in range(5):
            colour = _SHOES[(index + 2 * row) % 5]
            for shoe in range(2):
                canvas.oval(577 + index * 29 + shoe * 11, 425 + row * 34, 5.5, 4, colour)


def _across_cast() -> Sequence[Actor]:
    size = _ACROSS
    return [
        second_hand(*_DIAL, 42),
        Walker(company.BINH, [Stop(-60, 560), Stop(1340, 560)], 1, size, 1.3),
        Walker(
            company.GIANG, [Stop(1340, 600), Stop(560, 560, 4, Facing.FAR), Stop(-60, 620)], 5, size
        ),
        Walker(
            company.NGOC, [Stop(1430, 606), Stop(660, 556, 4, Facing.FAR), Stop(-60, 640)], 5, size
        ),
        Walker(company.MISS_MAI, [Stop(155, 480), Stop(240, 540, 3), Stop(1340, 560)], 16, size),
        Walker(company.AN, [Stop(-60, 640), Stop(1340, 630)], 24, size, 2.2),
        Walker(company.KHOA, [Stop(-150, 650), Stop(1340, 650)], 24.4, size, 2.2),
        Walker(company.CHI, [Stop(1105, 480), Stop(900, 560), Stop(-60, 580)], 32, size),
        Walker(company.LAN, [Stop(1105, 480), Stop(960, 590), Stop(-60, 600)], 33.5, size),
        Walker(
            company.MR_TUAN,
            [Stop(-60, 530), Stop(1090, 530, 2, Facing.FAR), Stop(1105, 478)],
            40,
            size,
        ),
        Walker(company.DUNG, [Stop(1340, 660), Stop(-60, 680)], 48, size, 1.5),
        Walker(
            company.HA, [Stop(-60, 600), Stop(420, 570, 4, Facing.FAR), Stop(1340, 610)], 26, size
        ),
        Walker(company.MISS_HOA, [Stop(1340, 560), Stop(-80, 560)], 9, size),
        Walker(company.MINH, [Stop(155, 480), Stop(300, 620), Stop(1340, 670)], 54, size, 1.3),
        prop(_parapet, depth=2000),
    ]


def _parapet(canvas: Canvas) -> None:
    """The balustrade on this side, out of focus and close to the camera."""
    nature.hedge(canvas, 30, 736, 330, 54, seed=61)
    nature.blossoms(canvas, 200, 704, 160, 16, seed=9)


PLACES = (
    Place("corridor-1", "corridor", "Hành lang tầng 1", _along, _along_cast),
    Place("corridor-2", "corridor", "Hành lang tầng 2", _across, _across_cast),
)
