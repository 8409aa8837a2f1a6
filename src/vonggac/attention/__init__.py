"""Các thay đổi cần Ban Giám hiệu biết (khoản 3, khoản 4 Điều 5): services that stopped, alarms and plans that changed.

Gathered from rows that others wrote; each waits until a member of the Board has acknowledged it.
"""
