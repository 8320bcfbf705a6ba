"""The curators' desk for what people say."""

from django.contrib import admin

from reviews.admin.consensus import CalibrationAdmin, ConsensusAdmin, ConsensusChangeAdmin
from reviews.admin.correction_requests import CorrectionRequestAdmin
from reviews.admin.mentions import MentionAdmin
from reviews.admin.review import ReviewAdmin
from reviews.admin.sources import BlockedSourceAdmin
from reviews.admin.verdict_coding import VerdictCodingAdmin
from reviews.admin.voices import CriticAdmin, PublicationAdmin, ScaleAdmin
from reviews.admin.year_end_lists import YearEndListAdmin

admin.site.index_title = "Curators’ desk"
admin.site.enable_nav_sidebar = False

__all__ = [
    "BlockedSourceAdmin",
    "CalibrationAdmin",
    "ConsensusAdmin",
    "ConsensusChangeAdmin",
    "CorrectionRequestAdmin",
    "CriticAdmin",
    "MentionAdmin",
    "PublicationAdmin",
    "ReviewAdmin",
    "ScaleAdmin",
    "VerdictCodingAdmin",
    "YearEndListAdmin",
]
