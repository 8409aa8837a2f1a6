"""Evidence packages: footage as recorded, with everything a stranger needs to check it (FORMATS §10, §11; I8).

Cutting, proofs, continuity, custody, manifest, signatures, time-stamp, seal, zip and envelope; and the check of all of
it. No Django of its own: who may have a package made is asked elsewhere, and comes here as a Grant.
"""
