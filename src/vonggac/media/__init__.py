"""The only room that touches FFmpeg (PyAV), and it does so in child processes: FFmpeg can crash, a
recorder or a page must not.

In the process that asks: ``pyav_source`` (a camera that our own RTSP client cannot serve),
``stills`` (one picture out of a fragment as JPEG) and ``cut`` (fragments to one plain file) know
only pipes and boxes; importing them leaves ``av`` out. In the child: ``worker`` runs
``ffmpeg_stream`` or ``still_pictures``. A child ends when its standard input does, so none outlives
its parent, however that died; what it must keep secret (camera passwords) comes in by the same
pipe, never as an argument.

``demux``, ``encode`` and ``probe`` load ``av`` where they are imported: for virtual cameras, tests
and the command line.
"""
