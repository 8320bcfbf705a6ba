"""What people say: publications, critics, reviews, excerpts, and the consensus drawn from them."""

from reviews.models.blocked_source import BlockedSource
from reviews.models.consensus import (
    Calibration,
    Consensus,
    ConsensusChange,
    CriticOffset,
    FormulaEvaluation,
    PublicationOffset,
)
from reviews.models.correction import CorrectionRequest
from reviews.models.critic import Critic, Publication, Scale, ScaleLetter
from reviews.models.draft import Draft
from reviews.models.excerpt import Excerpt
from reviews.models.feed import Feed
from reviews.models.incoming_document import DocumentReview, IncomingDocument
from reviews.models.mention import Mention
from reviews.models.note import Note
from reviews.models.review import Disclosure, Review, Verdict
from reviews.models.revision import Revision
from reviews.models.sketch import BodySketch
from reviews.models.source_policy import SourcePolicy
from reviews.models.tally import CountedReview, CriticTally, PublicationTally
from reviews.models.thresholds import Thresholds
from reviews.models.verdict_coding import ReviewToCode, VerdictCoding, VerdictSettlement
from reviews.models.web_host import WebHost
from reviews.models.year_end_list import ListedAlbum, YearEndList

__all__ = [
    "BlockedSource",
    "BodySketch",
    "Calibration",
    "Consensus",
    "ConsensusChange",
    "CorrectionRequest",
    "CountedReview",
    "Critic",
    "CriticOffset",
    "CriticTally",
    "Disclosure",
    "DocumentReview",
    "Draft",
    "Excerpt",
    "Feed",
    "FormulaEvaluation",
    "IncomingDocument",
    "ListedAlbum",
    "Mention",
    "Note",
    "Publication",
    "PublicationOffset",
    "PublicationTally",
    "Review",
    "ReviewToCode",
    "Revision",
    "Scale",
    "ScaleLetter",
    "SourcePolicy",
    "Thresholds",
    "Verdict",
    "VerdictCoding",
    "VerdictSettlement",
    "WebHost",
    "YearEndList",
]
