"""Our own small fragmented MP4 (ISO 14496-12, -14, -15): access units in, an init and fragments
out, and back again.

A recorder calls ``init.init_segment`` once for a set of tracks, ``order`` to give decode times to
pictures that arrive out of order of display, and ``fragment.fragment`` once for each GOP (the
store) or picture (live). ``reader`` takes the same bytes apart without a media library: whoever
serves footage may strip a track, move the times, find a key sample, and need not load FFmpeg for
it. Everything read is bounded: a damaged file raises ``boxes.Malformed``, never anything else.

Standard library only. Written files have no edit lists; the decode time of a fragment (``tfdt``) is
an instant, UTC, in ticks of its track, so that each fragment says by itself when it is.
"""
