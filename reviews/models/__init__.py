"""What people say: publications, critics, reviews, excerpts, and the consensus drawn from them."""

from reviews.models.consensus import (
    Calibration,
    Consensus,
    ConsensusChange,
    CriticOffset,
    FormulaEvaluation,
    PublicationOffset,
)
from reviews.models.critic import Critic, Publication, Scale, ScaleLetter
from reviews.models.excerpt import Excerpt
from reviews.models.queue import QueuedReview
from reviews.models.review import Review, Revision, Verdict
from reviews.models.tally import CountedReview, CriticTally, PublicationTally

__all__ = [
    "Calibration",
    "Consensus",
    "ConsensusChange",
    "CountedReview",
    "Critic",
    "CriticOffset",
    "CriticTally",
    "Excerpt",
    "FormulaEvaluation",
    "Publication",
    "PublicationOffset",
    "PublicationTally",
    "QueuedReview",
    "Review",
    "Revision",
    "Scale",
    "ScaleLetter",
    "Verdict",
]
