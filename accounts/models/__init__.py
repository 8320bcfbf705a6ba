"""The tables of people."""

from accounts.models.claim import BylineClaim
from accounts.models.mail import OutgoingMail
from accounts.models.notice import MutedMail, Notice

__all__ = ["BylineClaim", "MutedMail", "Notice", "OutgoingMail"]
