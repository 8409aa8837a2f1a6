"""Names in certificates, as they are told."""

from asn1crypto import x509

_LONGEST = 200


def common_name(name: x509.Name) -> str:
    """The common name, or what comes nearest; printable, at most 200 characters."""
    known = name.native
    said = known.get("common_name") or known.get("organization_name") or name.human_friendly
    text = said if isinstance(said, str) else ", ".join(map(str, said))
    return "".join(each for each in text if each.isprintable())[:_LONGEST]
