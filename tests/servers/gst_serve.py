"""Run by the system's Python, where GStreamer's bindings are: ``gst_serve.py PORT path=file …``.

An RTSP server that shares no line with ours (Debian's gst-rtsp-server), replaying MP4 files in an
endless loop. The first line of output is the port. Not imported by any test: see ``gst_server``.
"""

import os
import sys
import threading
from typing import Any

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402 - the versions must be said first

PAYLOADERS = {
    "video/x-h264": "h264parse ! rtph264pay config-interval=-1 pt=96",
    "video/x-h265": "h265parse ! rtph265pay config-interval=-1 pt=96",
    "audio/mpeg": "aacparse ! rtpmp4gpay pt=97",
    "audio/x-mulaw": "rtppcmupay",
    "audio/x-alaw": "rtppcmapay",
}


def streams_of(file: str) -> list[tuple[str, str]]:
    """Which kinds of track the file has, video first."""
    found: list[tuple[str, str]] = []
    pipeline = Gst.parse_launch("filesrc name=source ! qtdemux name=demux")
    pipeline.get_by_name("source").set_property("location", file)
    pipeline.get_by_name("demux").connect(
        "pad-added",
        lambda _, pad: found.append(
            (pad.get_name(), pad.get_current_caps().get_structure(0).get_name())
        ),
    )
    pipeline.set_state(Gst.State.PAUSED)
    pipeline.get_bus().timed_pop_filtered(
        3 * Gst.SECOND, Gst.MessageType.ASYNC_DONE | Gst.MessageType.ERROR
    )
    pipeline.set_state(Gst.State.NULL)
    return sorted((name, kind) for name, kind in found if kind in PAYLOADERS)[::-1]


class Looping(GstRtspServer.RTSPMediaFactory):  # type: ignore[misc]  # GObject has no types
    """One file, for each client from its beginning, and again when it ends.

    Not shared: clients that come and go at once make the library abort the whole server.
    """

    def __init__(self, file: str) -> None:
        super().__init__()
        parts = [f'filesrc location="{file}" ! qtdemux name=demux']
        for number, (pad, kind) in enumerate(streams_of(file)):
            parts.append(f"demux.{pad} ! queue ! {PAYLOADERS[kind]} name=pay{number}")
        self.set_launch("( " + "  ".join(parts) + " )")
        self.set_shared(False)
        self.connect("media-configure", self.configured)

    def configured(self, _: Any, media: Any) -> None:
        media.connect("prepared", self.prepared, media.get_element())

    def prepared(self, _: Any, element: Any) -> None:
        """Turns playing into segments: a segment's end is an event, not the end of the stream."""

        def watch(_: Any, info: Any) -> Any:
            if info.get_event().type == Gst.EventType.SEGMENT_DONE:
                GLib.idle_add(seek, Gst.SeekFlags.NONE)
            return Gst.PadProbeReturn.OK

        def seek(how: Any) -> bool:
            flags = Gst.SeekFlags.SEGMENT | how
            element.seek(1.0, Gst.Format.TIME, flags, Gst.SeekType.SET, 0, Gst.SeekType.NONE, -1)
            return False  # once

        pad = element.get_by_name("pay0").get_static_pad("sink")
        pad.add_probe(Gst.PadProbeType.EVENT_DOWNSTREAM, watch)
        GLib.idle_add(seek, Gst.SeekFlags.FLUSH)


def main() -> None:
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(sys.argv[1])
    for pair in sys.argv[2:]:
        path, _, file = pair.partition("=")
        server.get_mount_points().add_factory("/" + path.strip("/"), Looping(file))
    server.attach(None)
    print(server.get_bound_port(), flush=True)  # noqa: T201 - the parent reads it
    loop = GLib.MainLoop()

    def until_parent_ends() -> None:
        sys.stdin.read()
        os._exit(0)

    threading.Thread(target=until_parent_ends, daemon=True).start()
    loop.run()


if __name__ == "__main__":
    main()
