"""The curators' tools that concern albums and what is said of them together."""

from curation.admin.links import LinkCheckAdmin
from curation.admin.origins import FeedAdmin, IncomingDocumentAdmin, SourcePolicyAdmin
from curation.admin.rearranging import RearrangementAdmin
from curation.admin.records import register_mergeable
from curation.admin.waiting import register_waiting
from curation.admin.worklist import LikelyDuplicateAdmin

register_mergeable()
register_waiting()

__all__ = [
    "FeedAdmin",
    "IncomingDocumentAdmin",
    "LikelyDuplicateAdmin",
    "LinkCheckAdmin",
    "RearrangementAdmin",
    "SourcePolicyAdmin",
]
