"""The curators' desk for people."""

from accounts.admin.claims import BylineClaimAdmin
from accounts.admin.people import PersonAdmin

__all__ = ["BylineClaimAdmin", "PersonAdmin"]
