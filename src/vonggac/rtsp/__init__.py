"""RTSP 1.0 and RTP in pure Python: a client that turns a camera into access units, and the parts a
server shares.

A stream's life: ``source.RtspSource.run`` opens a TCP connection (``connection``), asks DESCRIBE,
SETUP and PLAY (``dialogue``), and routes each track's packets to its depacketiser (``pictures``,
``audio``, ``mjpeg``), which calls the sink once an access unit, when all tracks are known
(``assembly``). Packets come interleaved on the same connection or by UDP (``udp``). Whatever goes
wrong is a ``SourceFault`` (``faults``). Standard library only; nothing here decodes pictures,
writes files or keeps a credential in a message.
"""
