"""Is this package what it says it is? ``verify.sh`` and ``verify.html`` must give the same answer (FORMATS §11)."""
