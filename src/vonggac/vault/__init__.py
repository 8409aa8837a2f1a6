"""Sealed segment files (DESIGN §4, docs/decisions/0002-segment-file.md): invariants I3 and I11.

``writer`` seals with a public key and cannot look; ``reader`` opens one record with one read and
one decryption; ``recovery`` finishes what a crash left, without a key; ``keys`` holds the epochs'
private keys; ``layout`` is the bytes.
"""
