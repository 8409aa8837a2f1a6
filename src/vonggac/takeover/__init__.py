"""The one manager of the system (khoản 2 Điều 2): at each change it is handed over (BG), item by item, confirmed by
who leaves, by who takes over and by the head; credentials from before are told until they are changed.
"""
