"""Lộ, mất dữ liệu cá nhân (LM; Điều 23 Luật 91/2025/QH15): discovered, weighed, told within 72 hours, learnt from.

It counts the persons whose data it is and never names them.
"""
