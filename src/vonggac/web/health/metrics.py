"""``/metrics``: the same figures for Prometheus. Cameras by their ids; no name, no address, no picture.

A bearer token opens it (``keys/metrics-token``): by address alone anything behind a proxy on this machine would get in.
"""

import secrets
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.files import write_whole
from vonggac.places import selectors as places
from vonggac.web.health import figures


@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format; 404 without the token, as if nothing were here."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not secrets.compare_digest(given.encode(), token(settings.DATA).encode()):
        return HttpResponse(status=404)
    registry = CollectorRegistry()
    registry.register(_Figures())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def token(data: DataFolder) -> str:
    """Made at the first call; whoever reads the installation's key folder may read the figures."""
    path = data.keys / "metrics-token"
    if not path.exists():
        write_whole(path, secrets.token_urlsafe(32).encode())
    return path.read_text()


class _Figures(Collector):
    def collect(self) -> Iterator[Metric]:
        school = places.the_school()
        rows = figures.cameras(school.id) if school else []
        yield from _of_cameras(rows)
        yield from _of_machine()


def _of_cameras(rows: list[figures.CameraFigures]) -> Iterable[Metric]:
    def gauge(name: str, words: str, *labels: str) -> GaugeMetricFamily:
        return GaugeMetricFamily(f"vonggac_{name}", words, labels=["camera", *labels])

    recording = gauge("camera_recording", "1 while footage of the camera is on the disk")
    fps = gauge("stream_frames_per_second", "Pictures a second as they arrive", "stream")
    bits = gauge("stream_bits_per_second", "Bits a second as they arrive", "stream")
    broken = gauge("stream_interruptions", "Since the recorder started", "stream")
    kept = gauge("camera_kept_days", "Age of the oldest footage")
    clock = gauge("camera_clock_offset_seconds", "The camera's own clock minus ours")
    for row in rows:
        name = row.camera.id
        recording.add_metric([name], float(row.health.state == "recording"))
        if row.kept_days is not None:
            kept.add_metric([name], row.kept_days)
        if row.clock_offset_us is not None:
            clock.add_metric([name], row.clock_offset_us / SECOND_US)
        for stream, said in (("main", row.main), ("sub", row.sub)):
            if said:
                fps.add_metric([name, stream], said.get("fps", 0.0))
                bits.add_metric([name, stream], said.get("bits_per_second", 0))
                broken.add_metric([name, stream], said.get("interruptions", 0))
    return recording, fps, bits, broken, kept, clock


def _of_machine() -> Iterator[Metric]:
    machine = figures.the_machine()
    if machine is None:
        return
    yield GaugeMetricFamily(
        "vonggac_machine_cpu_ratio", "Of all cores", value=machine["cpu_percent"] / 100
    )
    yield GaugeMetricFamily(
        "vonggac_machine_memory_free_bytes", "Available", value=machine["memory_free_bytes"]
    )
    free = GaugeMetricFamily("vonggac_volume_free_bytes", "Free", labels=["path"])
    total = GaugeMetricFamily("vonggac_volume_total_bytes", "Size", labels=["path"])
    for space in machine["spaces"]:
        free.add_metric([space["path"]], space["free_bytes"])
        total.add_metric([space["path"]], space["total_bytes"])
    memory = GaugeMetricFamily("vonggac_process_memory_bytes", "Resident", labels=["process"])
    share = GaugeMetricFamily("vonggac_process_cpu_ratio", "Of one core", labels=["process"])
    for each in machine["processes"]:
        memory.add_metric([each["name"]], each["memory_bytes"])
        share.add_metric([each["name"]], each["cpu_percent"] / 100)
    yield from (free, total, memory, share)
