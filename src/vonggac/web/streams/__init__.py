"""The media endpoints: live sockets and playback fragments, on Starlette beside Django (STYLE §7).

Every request goes through ``gate``: cookie, binding, ticket, grant. Nothing here decodes, nothing here decides.
"""
