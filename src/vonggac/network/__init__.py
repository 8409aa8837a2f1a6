"""What is on the camera networks, compared with the approved list; sightings that wait for a person's answer.

Khoản 2–4 Điều 5. The looks are ``watch.network``'s; ``cli.networking`` joins them with this room.
"""
