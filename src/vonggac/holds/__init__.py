"""Niêm giữ: footage that must not go while somebody may need it as evidence (khoản 1 Điều 6, FORMATS §9.2).

Placed by one person, released by two. Rows are only added: what ends a hold is another row.
"""
