"""What a look costs beside decoding the picture that is looked at, in one run and one thread.

``PYTHONPATH=src:. python -m bench.watch_cost``: processor time a picture, medians of rounds that take turns.
"""

import statistics
import time

import cv2
from av.packet import Packet
from av.stream import Stream
from tests.scenes.watching.coded import decoder, encoded, luma
from tests.scenes.watching.folk import Walker
from tests.scenes.watching.world import Weather, World

from vonggac.watch.eye import Eye, EyeSettings
from vonggac.watch.sighting import Gray

PICTURES, ROUNDS, FPS = 300, 7, 5
SCENES = {
    "a person walks by": Weather(),
    "rain and wind": Weather(sun=0.4, rain=0.8, wind=0.7),
    "infrared, insects": Weather(sun=0.0, infrared=1.0, insects=4),
}


def drawn(weather: Weather) -> list[Gray]:
    world, walker = World(2, 1), Walker(20.0, 0.25, 0.9, 0.8, 0.5, 0.4, 0.0)
    out = []
    for number in range(PICTURES):
        ground = world.ground(number / FPS, weather)
        walker.draw(ground, number / FPS)
        out.append(world.finished(ground, number / FPS, weather))
    return out


def main() -> None:
    cv2.setNumThreads(1)
    print("| scene | decode ms | look ms | look / decode | both, % of a core at 5 fps |")
    print("|---|---|---|---|---|")
    for name, weather in SCENES.items():
        packets = list(encoded(drawn(weather)))
        decodes, looks = [], []
        for _ in range(ROUNDS):
            pictures, took_s = _decoded(packets)
            decodes.append(took_s / PICTURES)
            looks.append(_looked(pictures) / PICTURES)
        decoding, looking = statistics.median(decodes), statistics.median(looks)
        print(
            f"| {name} | {decoding * 1e3:.2f} | {looking * 1e3:.2f} | {looking / decoding:.2f}"
            f" | {(decoding + looking) * FPS * 100:.2f} |",
            flush=True,
        )


def _decoded(packets: "list[Packet[Stream]]") -> tuple[list[Gray], float]:
    context, began = decoder(), time.process_time()
    pictures = [luma(frame) for packet in packets for frame in context.decode(packet)]
    pictures += [luma(frame) for frame in context.decode(None)]
    return pictures, time.process_time() - began


def _looked(pictures: list[Gray]) -> float:
    eye, began = Eye(EyeSettings()), time.process_time()
    for number, picture in enumerate(pictures):
        eye.look(picture, number * 200_000)
    return time.process_time() - began


if __name__ == "__main__":
    main()
