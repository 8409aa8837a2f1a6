"""``vonggac demo --year``: a school year of invented deeds, each done by the service that a page would call.

One module a room; what a room adds to the year stands in ``filling.ROOMS``. Nothing is written past a service, and
there is no footage of days that nobody recorded. Runs in a process of its own (``__main__``), whose clock walks.
"""
