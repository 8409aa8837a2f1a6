"""A camera and a range of time become a playlist, fragments and stills: stored footage on its way to a person.

Everything that gives bytes takes a Grant and asks it at every call (invariant I1). This room knows no people and no
pages: ``web`` hands it the Grant that ``access`` made, and a keyholder. Never loads FFmpeg.
"""
