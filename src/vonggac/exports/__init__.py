"""Exports VG: footage that leaves the school, from asking to the last download (khoản 3 Điều 4, khoản 5 Điều 5).

Asked by an executor under a directive that permits it, approved by the head, built by the clerk's child, taken by who
may: each step re-reads its row, and leaves its entry.
"""
