"""A place of the drawn school in any light and weather, as a small gray picture."""

import functools
import math
from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from vonggac.simcam.school import canteen, corridor, gate, yard
from vonggac.watch.sighting import Gray

Floats = npt.NDArray[np.float32]
WIDTH, HEIGHT = 320, 180
BANK = 64


@functools.cache
def albedo(index: int, width: int = WIDTH, height: int = HEIGHT) -> Floats:
    """How much light each point of place ``index`` gives back, 0 … 1."""
    places = (*gate.PLACES, *yard.PLACES, *corridor.PLACES, *canteen.PLACES)
    colour = places[index % len(places)].backdrop()
    gray = cv2.cvtColor(np.ascontiguousarray(colour[..., :3]), cv2.COLOR_RGB2GRAY)
    small = cv2.resize(gray, (width, height), interpolation=cv2.INTER_AREA)
    return (small.astype(np.float32) / 255.0) ** 1.4


@functools.cache
def noise_bank(seed: int) -> Floats:
    """Pictures of noise with spread 1: what is fine and what spans some points, as sub streams have it."""
    chance = np.random.default_rng(seed)
    fine = chance.normal(0, 1, (BANK, HEIGHT + 16, WIDTH + 16)).astype(np.float32)
    for each in fine:
        soft = cv2.GaussianBlur(each, (0, 0), 1.5)
        each *= 0.7
        each += soft * (0.7 / max(1e-6, float(soft.std())))
    return fine


@dataclass
class Weather:
    """Everything about one instant that is not a person."""

    sun: float = 1.0
    """Daylight, 0 … 1."""
    cloud: float = 0.0
    """0 … 1: how far a cloud's edge has come over the picture from the left; 2: gone over again."""
    lamps: tuple[float, ...] = ()
    """Brightness of each lamp, 0 … 1."""
    infrared: float = 0.0
    rain: float = 0.0
    wind: float = 0.0
    insects: int = 0
    beam: float = -1.0
    """0 … 1: where a car's headlights shine now; below 0: nowhere."""
    contrast: float = 1.0
    """Below 1: mist."""


@dataclass
class World:
    """One camera's place. ``picture`` draws an instant of it; the same calls give the same pictures."""

    index: int
    seed: int
    noise: float = 2.0
    _chance: np.random.Generator = field(init=False)
    _gain: float = field(default=0.0, init=False)
    _lit: Floats = field(init=False)
    _key: tuple[object, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        self._chance = np.random.default_rng(self.seed)
        self._albedo = albedo(self.index)
        across, down = np.meshgrid(
            np.linspace(0, 1, WIDTH, dtype=np.float32), np.linspace(0, 1, HEIGHT, dtype=np.float32)
        )
        self._across, self._down = across, down
        self._pools = [
            np.exp(-(((across - x) / w) ** 2 + ((down - y) / 0.6) ** 2)).astype(np.float32)
            for x, y, w in ((0.2, 0.3, 0.35), (0.55, 0.25, 0.3), (0.85, 0.35, 0.3))
        ]
        middle = (across - 0.5) ** 2 * 1.4 + (down - 0.55) ** 2 * 2
        self._ring = np.exp(-middle * 2.2).astype(np.float32)
        self._tree = (12, 20, 70, 76)
        self._flies = self._chance.uniform(0, 1, (8, 4))

    def picture(self, at_s: float, weather: Weather) -> Gray:
        """The place at this second, without people."""
        ground = self._ground(weather)
        if weather.wind > 0:
            ground = self._swayed(ground, at_s, weather.wind)
        return self.finished(ground, at_s, weather)

    def ground(self, at_s: float, weather: Weather) -> Floats:
        """As ``picture``, before noise: to draw people on."""
        ground = self._ground(weather)
        return self._swayed(ground, at_s, weather.wind) if weather.wind > 0 else ground.copy()

    def finished(self, ground: Floats, at_s: float, weather: Weather) -> Gray:
        """Rain, insects and the sensor's noise over it."""
        spread = self.noise * (1 + 0.25 * max(0.0, self._gain - 1))
        bank = noise_bank(11)
        top, left = (int(each) for each in self._chance.integers(0, 16, 2))
        sample = bank[int(self._chance.integers(BANK))][top : top + HEIGHT, left : left + WIDTH]
        picture = np.asarray(cv2.addWeighted(ground, 1.0, sample, spread, 0.0), np.float32)
        if weather.rain > 0:
            self._rain(picture, weather.rain)
        if weather.insects:
            self._insects(picture, at_s, weather.insects)
        return np.asarray(cv2.convertScaleAbs(np.maximum(picture, 0.0)), np.uint8)

    def _ground(self, weather: Weather) -> Floats:
        light = (weather.sun, weather.cloud, weather.infrared, weather.contrast, weather.beam)
        key = (*light, *weather.lamps)
        if key == self._key and not self._settling:
            return self._lit
        lighting = np.full((HEIGHT, WIDTH), weather.sun + 0.004, np.float32)
        if 0 < weather.cloud < 2:
            front, back = weather.cloud * 1.6 - 0.3, (weather.cloud - 1) * 1.6 - 0.3
            shade = _edge(self._across, front) - _edge(self._across, back)
            lighting *= 1 - 0.45 * shade
        for pool, lamp in zip(self._pools, weather.lamps, strict=False):
            if lamp:
                lighting += pool * (0.25 * lamp)
        if weather.infrared:
            lighting += self._ring * (0.35 * weather.infrared)
        if weather.beam >= 0:
            spot = ((self._across - weather.beam) / 0.12) ** 2 + ((self._down - 0.6) / 0.25) ** 2
            lighting += np.exp(-spot) * 0.4
        lit = self._albedo * lighting
        wanted = min(10.0, 0.40 / max(1e-4, float(lit.mean())))
        # A camera's exposure follows within a second or two.
        self._gain = wanted if not self._gain else self._gain + 0.3 * (wanted - self._gain)
        self._settling = abs(self._gain - wanted) > 0.01 * wanted
        lit = np.minimum(lit * (255.0 * self._gain), 250.0)
        if weather.contrast < 1:
            lit = lit * weather.contrast + 130.0 * (1 - weather.contrast)
        self._lit, self._key = lit.astype(np.float32), key
        return self._lit

    _settling: bool = True

    def _swayed(self, ground: Floats, at_s: float, wind: float) -> Floats:
        x, y, width, height = self._tree
        out = ground.copy()
        shift = wind * (2.2 * math.sin(at_s * 2.1) + 1.3 * math.sin(at_s * 5.3 + 1))
        lift = wind * math.sin(at_s * 3.7)
        move = np.array([[1, 0.02 * shift, shift], [0, 1, lift]], np.float32)
        part = ground[y : y + height, x : x + width]
        out[y : y + height, x : x + width] = cv2.warpAffine(
            part, move, (width, height), borderMode=cv2.BORDER_REPLICATE
        )
        return out

    def _rain(self, picture: Floats, rain: float) -> None:
        drops = self._chance.uniform(0, 1, (int(90 * rain), 4))
        for x, y, near, bright in drops:
            length = 4 + 22 * near**4
            left, top = int(x * WIDTH), int(y * HEIGHT)
            end = (left + int(length * 0.15), top + int(length))
            old = float(picture[min(top, HEIGHT - 1), min(left, WIDTH - 1)])
            cv2.line(picture, (left, top), end, old + 12 + 25 * bright, 1, cv2.LINE_AA)

    def _insects(self, picture: Floats, at_s: float, count: int) -> None:
        for x, y, pace, phase in self._flies[:count]:
            turn = at_s * (1.5 + 3 * pace) + phase * 9
            left = (x + 0.3 * math.sin(turn * 1.3) + 0.2 * math.sin(turn * 2.9)) % 1.2
            top = (y + 0.25 * math.sin(turn * 1.7 + 1) + 0.15 * math.cos(turn * 3.1)) % 1.1
            middle = (int(left * WIDTH), int(top * HEIGHT))
            cv2.circle(picture, middle, 1 + int(3 * phase), 215.0, -1, cv2.LINE_AA)


def _edge(across: Floats, at: float) -> Floats:
    """1 left of ``at``, 0 right of it, over a fifth of the picture."""
    return np.asarray(np.clip((at - across) / 0.2 + 0.5, 0, 1), np.float32)
