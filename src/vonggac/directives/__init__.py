"""What the head of the school ordered: Phiếu chỉ đạo truy xuất dữ liệu (FORMS §4.2), numbered PCĐ-<year>-<nnn>.

A directive is never widened after issue: it is carried out, or withdrawn, and another one is written.
"""
