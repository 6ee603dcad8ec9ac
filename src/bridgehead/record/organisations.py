"""Names that only organisations bear, and what only organisations are to a firm."""

from __future__ import annotations

import re

#: legal forms at the end of a name, and words in it, that only organisations have
_NAME = re.compile(
    r"\b(ab|ag|a/s|aps|as|asa|b\.?v|co|company|corp|gmbh|group|inc|kg|llc|ltd|n\.?v|oy|oyj|plc|s\.?a|s\.?l|s\.?p\.?a|"
    r"s\.?r\.?l|sarl|sas)\.?$|\b(university|universität|universidad|institute|institut|agency|association|chamber|"
    r"ministry|bank|hospital)\b",
    re.IGNORECASE,
)
_ROLES = frozenset(
    {"multinational", "government_agency", "association", "standards_body", "group_company", "joint_venture_partner"}
)


def is_organisation(name: str, role: str = "") -> bool:
    """Whether somebody of this name and role is an organisation for sure; who is not may still be one.

    >>> is_organisation("Zenith GmbH"), is_organisation("Anna Berg"), is_organisation("Hanse", "association")
    (True, False, True)
    """
    return role in _ROLES or _NAME.search(name.strip()) is not None
