"""The main gate on its street, and the side gate with the bicycle shed."""

from collections.abc import Sequence

from vonggac.simcam.school import building, company, nature
from vonggac.simcam.school.cast import Jumper, Petals, Stop, Walker, perspective
from vonggac.simcam.school.paint import Canvas, Colour, darker, lighter, with_grain
from vonggac.simcam.school.people import Facing, Person
from vonggac.simcam.school.stage import Actor, Pixels, Place
from vonggac.simcam.school.things import Ride, bicycle, parked

_SIZE = perspective(215, 1.9)
_STREET: Colour = (126, 128, 136)
_LEFT_POST, _RIGHT_POST = 370.0, 910.0


def _main_gate() -> Pixels:
    canvas = Canvas(1280, 720, ground=(200, 200, 190))
    nature.sky(canvas, 330, seed=14)
    nature.far_trees(canvas, 290, seed=6, height=100)
    building.roof(canvas, 330, 950, 200, 46)
    building.arcade(canvas, 350, 211, bays=8, bay=72, height=52)
    building.arcade(canvas, 350, 268, bays=8, bay=72, height=52)
    nature.paving(canvas, 215, 320)
    nature.tree(canvas, 250, 420, 330, blossoming=True, seed=71)
    nature.tree(canvas, 1060, 420, 350, blossoming=True, seed=73)
    _wall(canvas, -10, _LEFT_POST)
    _wall(canvas, _RIGHT_POST, 1290)
    _pavement(canvas)
    for post in (_LEFT_POST, _RIGHT_POST):
        _post(canvas, post)
    _leaf(canvas, _LEFT_POST + 26, 1)
    _leaf(canvas, _RIGHT_POST - 26, -1)
    _arch(canvas)
    _booth(canvas)
    return with_grain(canvas.finished(), seed=12)


def _wall(canvas: Canvas, left: float, right: float) -> None:
    """A low wall with railings on it and bougainvillea over it."""
    canvas.box(left, 366, right - left, 74, building.WALL)
    canvas.box(left, 358, right - left, 11, building.TRIM)
    canvas.box(left, 424, right - left, 16, darker(building.WALL, 0.25))
    x = left + 12
    while x < right - 10:
        canvas.box(x, 292, 4, 68, building.SHUTTER)
        canvas.poly([(x - 2, 294), (x + 6, 294), (x + 2, 284)], building.SHUTTER)
        x += 17
    for y in (304, 346):
        canvas.box(left, y, right - left, 4, building.SHUTTER)
    middle, half = (left + right) / 2, (right - left) / 2.6
    nature.clumps(canvas, middle - 40, 330, half * 0.8, 26, count=60, seed=int(left) + 90)
    pink = ((222, 62, 140), (240, 110, 170), (200, 50, 120))
    for index in range(90):
        across = ((index * 37) % 100 / 50 - 1) * half * 0.85
        down = ((index * 53) % 100 / 50 - 1) * 24
        canvas.oval(middle - 40 + across, 322 + down, 4.6, 3.8, pink[index % 3])


def _pavement(canvas: Canvas) -> None:
    canvas.fade(0, 438, 1280, 122, top=(214, 202, 186), bottom=(196, 184, 170))
    for x in range(-900, 2200, 70):
        canvas.line([(640 + (x - 640) * 0.78, 440), (x, 560)], 1.1, (150, 140, 130, 120))
    for y in (462, 492, 526):
        canvas.line([(0, y), (1280, y)], 1.1, (150, 140, 130, 120))
    canvas.box(0, 556, 1280, 14, (230, 226, 216))
    for x in range(0, 1280, 120):
        canvas.box(x, 556, 60, 14, (206, 70, 60))
    canvas.fade(0, 570, 1280, 150, top=_STREET, bottom=darker(_STREET, 0.2))
    for x in range(430, 860, 62):
        canvas.poly([(x, 574), (x + 36, 574), (x + 40, 718), (x - 6, 718)], (232, 232, 226))
    for x in (-40, 210, 980, 1220):
        canvas.box(x, 640, 130, 8, (240, 214, 120))


def _post(canvas: Canvas, x: float) -> None:
    canvas.soft([[(x, 440), (x + 120, 470), (x + 130, 490), (x - 10, 452)]], (50, 44, 70, 100), 8)
    canvas.box(x - 30, 170, 60, 276, building.WALL)
    canvas.box(x + 8, 170, 22, 276, darker(building.WALL, 0.12))
    for y in (200, 250, 300, 350):
        canvas.box(x - 30, y, 60, 3, darker(building.WALL, 0.18))
    canvas.box(x - 38, 436, 76, 16, building.TRIM)
    canvas.box(x - 36, 160, 72, 14, building.TRIM)


def _leaf(canvas: Canvas, hinge: float, side: int) -> None:
    """One wing of the iron gate, open inwards."""
    wide = 74
    for bar in range(7):
        x = hinge + side * wide * bar / 6
        y = 430 - bar * 9
        top = 290 + bar * 3
        canvas.box(x - 2, top, 4, y - top, building.SHUTTER)
    for share in (0.08, 0.5, 0.94):
        near_y = 290 + 140 * share
        far_y = 308 + 68 * share
        canvas.line([(hinge, near_y), (hinge + side * wide, far_y)], 4.5, building.SHUTTER)


def _arch(canvas: Canvas) -> None:
    canvas.poly([(318, 130), (962, 130), (930, 92), (350, 92)], building.TILE)
    for row in range(4):
        y = 96 + row * 9
        x = 352.0 - row * 8
        while x < 930 + row * 8:
            canvas.oval(x, y + 4, 6.4, 4, lighter(building.TILE, 0.08 + 0.1 * (row % 2)))
            x += 14
    canvas.box(314, 128, 652, 8, darker(building.TILE, 0.4))
    canvas.box(340, 136, 600, 56, (186, 40, 44))
    canvas.box(346, 141, 588, 46, (200, 46, 48))
    canvas.text(640, 164, "TRƯỜNG TIỂU HỌC HOA PHƯỢNG", 31, (255, 236, 150))


def _booth(canvas: Canvas) -> None:
    canvas.soft([[(1010, 448), (1220, 448), (1260, 486), (1010, 482)]], (50, 44, 70, 90), 10)
    canvas.box(1020, 262, 176, 188, lighter(building.WALL, 0.35))
    canvas.poly([(1000, 266), (1216, 266), (1184, 222), (1032, 222)], building.TILE)
    canvas.box(1000, 262, 216, 8, darker(building.TILE, 0.4))
    canvas.box(1036, 306, 92, 64, building.SHUTTER)
    canvas.fade(1042, 312, 80, 52, top=(130, 170, 182), bottom=(176, 204, 206))
    canvas.box(1142, 312, 42, 138, building.SHUTTER)
    canvas.text(1108, 288, "BẢO VỆ", 17, (44, 84, 150))


def _gate_cast() -> Sequence[Actor]:
    def enters(
        person: Person, x: float, start_s: float, gate_x: float, pace: float = 1.0
    ) -> Walker:
        way = [Stop(x, 540), Stop(gate_x, 470), Stop(620 + (gate_x - 640) * 0.5, 326)]
        return Walker(person, way, start_s, _SIZE, pace)

    return [
        enters(company.AN, -60, 1, 560),
        enters(company.LAN, -150, 1.5, 600),
        enters(company.BINH, 1340, 10, 720),
        enters(company.CHI, -60, 22, 580, 1.4),
        enters(company.MINH, 1340, 30, 700, 1.8),
        enters(company.DUNG, 1400, 30.4, 740, 1.8),
        enters(company.HA, -60, 42, 640),
        enters(company.MISS_HOA, 1340, 46, 690),
        Walker(
            company.MOTHER,
            [Stop(-100, 520), Stop(470, 500, 5, Facing.FAR), Stop(-100, 530)],
            40,
            _SIZE,
        ),
        Walker(
            company.NGOC, [Stop(-60, 530), Stop(520, 496, 1, Facing.FAR), Stop(640, 326)], 40, _SIZE
        ),
        Jumper(company.MR_BA, 985, 476, _SIZE, every_s=6, height=2),
        Ride(690, 4, 6.5, 1.2, (92, 130, 120), (196, 60, 60), (86, 170, 110)),
        Ride(640, 13, 7.5, 1.05, (232, 236, 240), (60, 110, 180), leftward=True),
        Ride(696, 24, 6, 1.2, (196, 126, 92), (240, 240, 236), (236, 128, 160)),
        Ride(638, 35, 7, 1.05, (120, 110, 170), (60, 66, 76), (250, 186, 60), leftward=True),
        Ride(694, 50, 6.5, 1.2, (70, 100, 150), (90, 150, 120)),
        Petals(120, 180, 260, 250, nature.BLOSSOMS, count=10),
        Petals(940, 170, 260, 260, nature.BLOSSOMS, count=10),
    ]


_SHED = perspective(170, 2.1)


def _side_gate() -> Pixels:
    canvas = Canvas(1280, 720, ground=(200, 200, 190))
    nature.sky(canvas, 320, seed=17)
    nature.far_trees(canvas, 280, seed=9, height=110)
    canvas.box(0, 240, 1280, 130, building.WALL)
    canvas.box(0, 232, 1280, 10, building.TRIM)
    canvas.box(0, 352, 1280, 18, darker(building.WALL, 0.25))
    nature.clumps(canvas, 1080, 246, 210, 34, count=90, seed=77)
    nature.blossoms(canvas, 1080, 236, 200, 26, seed=78)
    nature.paving(canvas, 170, 368, colour=(198, 190, 178), tile=180)
    _little_gate(canvas)
    _bicycle_shed(canvas)
    nature.tree(canvas, 1200, 470, 440, seed=79)
    nature.pot(canvas, 60, 690, 56, seed=80)
    return with_grain(canvas.finished(), seed=14)


def _little_gate(canvas: Canvas) -> None:
    canvas.fade(820, 236, 150, 136, top=(190, 214, 200), bottom=(176, 176, 170))
    for x in (806, 970):
        canvas.box(x - 18, 206, 36, 172, building.WALL)
        canvas.box(x - 23, 198, 46, 12, building.TRIM)
    for bar in range(4):
        canvas.box(952 - bar * 9, 250 + bar * 2, 3.5, 118 - bar * 9, building.SHUTTER)
        canvas.box(826 + bar * 9, 250 + bar * 2, 3.5, 118 - bar * 9, building.SHUTTER)
    building.sign(canvas, 888, 190, "CỔNG PHỤ", 18, board=(44, 104, 150))


def _bicycle_shed(canvas: Canvas) -> None:
    canvas.soft([[(30, 380), (720, 380), (760, 470), (20, 470)]], (44, 40, 64, 130), 16)
    for x in (60, 270, 480, 690):
        canvas.box(x, 190, 9, 262, (150, 160, 168))
    colours: Sequence[Colour] = (
        (214, 70, 70),
        (70, 130, 200),
        (240, 180, 60),
        (96, 168, 116),
        (230, 130, 170),
    )
    for index in range(8):
        bicycle(canvas, 112 + index * 76, 412, 27, colours[index % 5])
    for index in range(4):
        parked(canvas, 150 + index * 160, 462, 0.78, darker(colours[(index + 1) % 5], 0.15))
    canvas.poly([(20, 206), (740, 206), (700, 146), (60, 146)], (92, 140, 176))
    for index in range(35):
        rib = 62 + index * 18.4
        canvas.line([(rib, 147), (rib + (rib - 380) * 0.13, 205)], 1.6, (70, 112, 148))
    canvas.box(18, 204, 724, 9, (66, 104, 138))
    building.sign(canvas, 380, 228, "NHÀ ĐỂ XE", 18, board=(196, 80, 54))


def _side_cast() -> Sequence[Actor]:
    size = _SHED
    return [
        Walker(company.FATHER, [Stop(888, 366), Stop(620, 480, 3), Stop(-80, 560)], 2, size),
        Walker(company.KHOA, [Stop(900, 368), Stop(690, 490, 3), Stop(-80, 600)], 2.6, size),
        Walker(company.GIANG, [Stop(-60, 620), Stop(700, 520), Stop(890, 366)], 12, size),
        Walker(
            company.MR_BA,
            [Stop(1340, 520), Stop(980, 480, 6, Facing.LEFT), Stop(1340, 530)],
            18,
            size,
        ),
        Walker(company.LAN, [Stop(880, 366), Stop(760, 560), Stop(-60, 660)], 24, size, 1.3),
        Walker(company.NGOC, [Stop(900, 366), Stop(820, 570), Stop(-60, 690)], 25, size, 1.3),
        Walker(
            company.MR_TUAN,
            [Stop(-60, 500), Stop(420, 500, 3, Facing.FAR), Stop(1340, 600)],
            32,
            size,
        ),
        Walker(company.DUNG, [Stop(890, 366), Stop(640, 760)], 43, size, 1.7),
        Walker(company.MINH, [Stop(880, 366), Stop(560, 760)], 44, size, 1.7),
        Ride(640, 8, 9, 1.3, (196, 126, 92), (70, 130, 200), (240, 150, 50), leftward=True),
        Ride(660, 52, 8, 1.35, (92, 130, 120), (196, 60, 60)),
    ]


PLACES = (
    Place("gate-1", "gate", "Cổng chính", _main_gate, _gate_cast),
    Place("gate-2", "gate", "Cổng phụ – nhà xe", _side_gate, _side_cast),
)
