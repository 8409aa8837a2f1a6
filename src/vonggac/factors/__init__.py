"""Second factors of accounts: passkeys, one-time codes, recovery codes; what lies between password and login.

Nothing of the pages answers to somebody who has shown a password only (ACCESS §6.1): until the second factor has been
shown there is no login, but a *half*, which opens this room's door and nothing else.
"""
