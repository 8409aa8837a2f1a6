"""The school yard: the salute-the-flag side, and the playground under the trees."""

from collections.abc import Sequence

from vonggac.simcam.school import building, company, nature
from vonggac.simcam.school.cast import (
    Jumper,
    Petals,
    Stop,
    Tossed,
    Walker,
    flag,
    perspective,
    prop,
    second_hand,
)
from vonggac.simcam.school.paint import Canvas, darker, lighter, with_grain
from vonggac.simcam.school.people import Facing
from vonggac.simcam.school.stage import Actor, Pixels, Place, Sprite

_SIZE = perspective(205, 2.0)
_CLOCK = (640.0, 110.0)
_POLE = (455.0, 372.0)


def _flag_side() -> Pixels:
    canvas = Canvas(1280, 720, ground=(200, 200, 190))
    nature.sky(canvas, 330, seed=4)
    nature.far_trees(canvas, 300, seed=2)
    _school(canvas)
    nature.hedge(canvas, 0, 322, 176, 34, seed=5)
    nature.hedge(canvas, 1104, 322, 176, 34, seed=6)
    nature.paving(canvas, 205, 318)
    canvas.soft([[(150, 318), (1130, 318), (1180, 352), (110, 352)]], (60, 44, 70, 90), 8)
    _pole(canvas)
    nature.tree(canvas, 96, 470, 430, blossoming=True, seed=8)
    nature.tree(canvas, 1196, 500, 450, blossoming=True, seed=12)
    canvas.soft(
        [
            [(0, 560), (330, 540), (420, 640), (120, 720), (0, 720)],
            [(980, 600), (1280, 560), (1280, 720), (1040, 700)],
        ],
        (50, 40, 80, 66),
        40,
    )
    return with_grain(canvas.finished())


def _school(canvas: Canvas) -> None:
    building.roof(canvas, 120, 1160, 128, 62)
    building.arcade(canvas, 150, 142, bays=14, bay=70, height=82)
    canvas.box(140, 222, 1000, 10, building.TRIM)
    building.arcade(canvas, 150, 236, bays=14, bay=70, height=82)
    building.balustrade(canvas, 150, 226, 980, 24)
    # the middle part stands out, with the clock in its gable
    canvas.box(545, 120, 190, 200, building.WALL)
    canvas.poly([(525, 122), (640, 34), (755, 122)], darker(building.TILE, 0.1))
    canvas.poly([(548, 120), (640, 50), (732, 120)], lighter(building.WALL, 0.2))
    building.clock_face(canvas, *_CLOCK, 30)
    building.sign(canvas, 640, 172, "DẠY TỐT – HỌC TỐT", 15, board=(186, 40, 44))
    canvas.box(590, 214, 100, 106, building.TRIM)
    building.door(canvas, 600, 224, 80, 96)
    canvas.box(560, 312, 160, 8, (196, 186, 170))
    canvas.box(548, 318, 184, 8, (182, 170, 154))


def _pole(canvas: Canvas) -> None:
    x, foot = _POLE
    canvas.soft(
        [[(x, foot), (x + 250, foot + 48), (x + 250, foot + 53), (x, foot + 6)]],
        (50, 44, 70, 110),
        3,
    )
    for step in range(3):
        half = 54 - 14 * step
        canvas.oval(x, foot - 9 * step, half, half * 0.24, darker((214, 120, 96), 0.25))
        canvas.oval(x, foot - 9 * step - 5, half, half * 0.24, (224, 150, 120))
    canvas.box(x - 3, 60, 6, foot - 84, (226, 228, 230))
    canvas.box(x + 1, 60, 2, foot - 84, (160, 166, 172))
    canvas.oval(x, 58, 6, 6, (240, 200, 80))


def _flag_cast() -> Sequence[Actor]:
    walk = [
        Walker(company.AN, [Stop(-60, 640), Stop(600, 560, 2), Stop(1340, 610)], 2, _SIZE),
        Walker(company.CHI, [Stop(1330, 470), Stop(840, 430, 3), Stop(720, 330)], 6, _SIZE),
        Walker(company.MISS_HOA, [Stop(690, 334), Stop(760, 470, 4), Stop(-80, 540)], 12, _SIZE),
        Walker(company.BINH, [Stop(240, 340), Stop(980, 520), Stop(1340, 480)], 20, _SIZE, 1.9),
        Walker(company.KHOA, [Stop(180, 342), Stop(900, 540), Stop(1340, 510)], 20.6, _SIZE, 1.9),
        Walker(company.GIANG, [Stop(-60, 420), Stop(380, 410, 5), Stop(590, 340)], 30, _SIZE),
        Walker(company.LAN, [Stop(-90, 432), Stop(340, 422, 5), Stop(580, 342)], 30, _SIZE),
        Walker(company.MR_TUAN, [Stop(1340, 380), Stop(420, 384, 3), Stop(-70, 396)], 36, _SIZE),
        Walker(company.DUNG, [Stop(620, 330), Stop(560, 760)], 40, _SIZE),
        Walker(company.HA, [Stop(1340, 660), Stop(700, 690), Stop(-70, 640)], 44, _SIZE, 1.4),
    ]
    crowd = [
        Walker(company.MISS_MAI, [Stop(-70, 500), Stop(520, 470, 6), Stop(1340, 440)], 18, _SIZE),
        Walker(company.AN, [Stop(470, 400, 9), Stop(600, 420), Stop(620, 330)], 14, _SIZE),
        Walker(company.BINH, [Stop(545, 404, 8, Facing.LEFT), Stop(640, 332)], 15, _SIZE),
        Walker(company.CHI, [Stop(-60, 600), Stop(860, 640, 2), Stop(1340, 600)], 48, _SIZE, 1.2),
        Walker(company.DUNG, [Stop(1340, 560), Stop(300, 620), Stop(-60, 600)], 52, _SIZE, 1.7),
        Walker(company.MINH, [Stop(200, 338), Stop(1080, 350), Stop(1340, 360)], 54, _SIZE),
    ]
    skipping = [
        Jumper(company.MINH, 930, 420, _SIZE, every_s=0.75, height=16),
        Jumper(company.NGOC, 1010, 426, _SIZE, every_s=1.0, height=10),
    ]
    return [
        *walk,
        *crowd,
        *skipping,
        flag(_POLE[0] + 4, 66, 96),
        second_hand(*_CLOCK, 30),
        Petals(0, 180, 260, 380, nature.BLOSSOMS),
        Petals(1040, 190, 230, 400, nature.BLOSSOMS),
    ]


def _playground() -> Pixels:
    canvas = Canvas(1280, 720, ground=(200, 200, 190))
    nature.sky(canvas, 300, seed=9)
    nature.far_trees(canvas, 270, seed=7, height=90)
    canvas.box(0, 226, 1280, 60, lighter(building.WALL, 0.1))
    canvas.box(0, 220, 1280, 9, building.TILE)
    for x in range(40, 1280, 160):
        canvas.box(x, 216, 26, 72, building.WALL)
        canvas.box(x - 4, 210, 34, 9, building.TRIM)
    building.sign(canvas, 640, 256, "SÂN CHƠI CỦA EM", 20, board=(44, 104, 150))
    canvas.fade(0, 284, 1280, 120, top=(150, 184, 104), bottom=(170, 196, 116))
    nature.paving(canvas, 190, 400, colour=(222, 196, 160), tile=170, vanishing_x=560)
    canvas.soft([[(120, 430), (660, 420), (760, 560), (60, 580)]], (44, 60, 60, 84), 34)
    nature.tree(canvas, 330, 420, 410, seed=31)
    nature.tree(canvas, 1150, 350, 300, blossoming=True, seed=33)
    _bench_round(canvas)
    _slide(canvas)
    for x, size in ((30, 52), (1230, 60), (1130, 48)):
        nature.pot(canvas, x, 690, size, seed=x)
    return with_grain(canvas.finished(), seed=6)


def _bench_round(canvas: Canvas) -> None:
    canvas.oval(330, 424, 120, 30, (50, 50, 60, 80))
    canvas.oval(330, 414, 112, 27, (168, 172, 170))
    canvas.oval(330, 404, 112, 27, (214, 216, 210))
    canvas.oval(330, 402, 62, 13, (128, 108, 84))
    canvas.box(312, 330, 36, 74, (110, 84, 66))


def _slide(canvas: Canvas) -> None:
    blue, red, yellow = (70, 140, 200), (224, 84, 70), (250, 200, 74)
    canvas.soft([[(760, 470), (1060, 470), (1110, 500), (760, 506)]], (50, 40, 70, 90), 10)
    for x in (800, 900):
        canvas.box(x, 290, 10, 182, blue)
    canvas.poly([(786, 300), (924, 300), (855, 244)], red)
    canvas.box(796, 372, 118, 9, yellow)
    for rung in range(6):
        canvas.line([(770 - rung * 1.5 + 20, 468 - rung * 16), (806, 468 - rung * 16)], 4, yellow)
    canvas.poly([(908, 370), (924, 370), (1062, 462), (1090, 462), (1090, 474), (1054, 474)], red)
    canvas.line([(912, 356), (1062, 452), (1088, 452)], 6, lighter(red, 0.3))


def _ball() -> Sprite:
    canvas = Canvas(26, 26)
    canvas.oval(13, 13, 11, 11, (240, 140, 50))
    canvas.line([(3, 10), (13, 13), (23, 10)], 1.6, (90, 50, 30))
    canvas.line([(13, 3), (13, 23)], 1.6, (90, 50, 30))
    return Sprite(canvas.finished(), (13, 13))


def _playground_cast() -> Sequence[Actor]:
    size = perspective(180, 2.1)
    return [
        Jumper(company.MINH, 560, 560, size, Facing.RIGHT, every_s=2.0, height=12),
        Jumper(company.LAN, 860, 560, size, Facing.LEFT, every_s=2.0, height=12),
        Tossed(_ball(), (600, 500), (820, 500), 150, 2.0, 562),
        Jumper(company.NGOC, 250, 452, size, every_s=3.0, height=3),
        Jumper(company.HA, 390, 456, size, every_s=5.0, height=3),
        Jumper(company.DUNG, 700, 640, size, Facing.FAR, every_s=0.75, height=18),
        Walker(company.AN, [Stop(-60, 600), Stop(760, 480, 1), Stop(1350, 470)], 3, size, 1.9),
        Walker(company.BINH, [Stop(-130, 610), Stop(740, 500, 1), Stop(1350, 490)], 4, size, 1.8),
        Walker(company.CHI, [Stop(1340, 640), Stop(-70, 660)], 14, size, 1.2),
        Walker(company.MISS_MAI, [Stop(1340, 420), Stop(640, 450, 6), Stop(-70, 470)], 22, size),
        Walker(company.KHOA, [Stop(520, 760), Stop(480, 440, 3), Stop(1340, 560)], 30, size, 1.6),
        Walker(company.GIANG, [Stop(-60, 520), Stop(1340, 540)], 42, size, 1.8),
        Petals(1000, 120, 280, 260, nature.BLOSSOMS),
        prop(_front_hedge, depth=1000),
    ]


def _front_hedge(canvas: Canvas) -> None:
    nature.hedge(canvas, -20, 730, 420, 48, seed=41)
    nature.blossoms(canvas, 180, 702, 190, 14, seed=4)


PLACES = (
    Place("yard-1", "yard", "Sân trường – cột cờ", _flag_side, _flag_cast),
    Place("yard-2", "yard", "Sân trường – sân chơi", _playground, _playground_cast),
)
