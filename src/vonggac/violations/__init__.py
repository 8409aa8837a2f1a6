"""Violations of the regulation (VP; nhóm 7 khoản 2 Điều 3, Điều 5, Điều 6): from what was found to its conclusion.

The system records and never decides: until somebody concludes, it is *hành vi có dấu hiệu vi phạm*.
"""
