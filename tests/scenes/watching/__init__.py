"""Drawn days before a camera, with known truth: what the eye is measured and tested with.

``world`` is a place in any light and weather, ``folk`` who crosses it, ``sabotage`` what is done to
the camera, ``coded`` what an encoder makes of it. Everything follows from a seed.
"""
