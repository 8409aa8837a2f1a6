"""The leaders' own checks and reminders (khoản 1 Điều 3): a monthly sample of uses with their basis; reminders that the
person acknowledges and nobody removes.
"""
