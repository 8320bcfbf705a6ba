"""The tables of people."""

from accounts.models.api_token import ApiToken, IdempotencyKey
from accounts.models.claim import BylineClaim
from accounts.models.invitation import Invitation
from accounts.models.mail import OutgoingMail
from accounts.models.notice import MutedMail, Notice
from accounts.models.person import Account, Membership

__all__ = [
    "Account",
    "ApiToken",
    "BylineClaim",
    "IdempotencyKey",
    "Invitation",
    "Membership",
    "MutedMail",
    "Notice",
    "OutgoingMail",
]
