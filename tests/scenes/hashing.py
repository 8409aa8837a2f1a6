"""Argon2, for passwords that everybody may read: the product's own costs are for those that nobody may."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The same algorithm at the least of its costs. A process of the product reads what it wrote."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
