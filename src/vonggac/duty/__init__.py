"""Who is on duty where and when, and the usage book (Sổ theo dõi quản lý việc sử dụng, FORMS §3.1).

The book only grows: a correction is a new line that names the old one (I7).
"""
