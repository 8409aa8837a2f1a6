"""Virtual cameras: an RTSP server of our own that replays files for ever, and misbehaves on demand.

``clip`` cuts a file into RTP packets once; ``stream`` is one address that plays a clip by the wall
clock; ``connection`` is one client's RTSP dialogue; ``server`` holds them together. ``scenes`` and
``school`` draw the demo's pictures, ``barcode`` a picture that a machine can read the time from,
``main`` starts the demo's cameras. Imported by ``cli``, tests and bench only: a recorder never
knows it.
"""
