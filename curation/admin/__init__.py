"""The curators' tools that concern albums and what is said of them together."""

from albums.models import Album
from common.admin.companions import accompany
from curation.admin.jobs import JobAdmin
from curation.admin.links import LinkCheckAdmin
from curation.admin.origins import FeedAdmin, IncomingDocumentAdmin, SourcePolicyAdmin
from curation.admin.rearranging import RearrangementAdmin
from curation.admin.records import MergingTools
from curation.admin.source_said import SourceSaid
from curation.admin.waiting import DECIDES, HoldRule
from curation.admin.worklist import LikelyDuplicateAdmin
from curation.mergeable import MERGEABLE
from curation.queue.waiting_kinds import SOURCES

for mergeable in MERGEABLE.values():
    accompany(mergeable.model, MergingTools(mergeable.kind))
for holdable in DECIDES:
    accompany(SOURCES[holdable].model, HoldRule(holdable))
accompany(Album, SourceSaid())

__all__ = [
    "FeedAdmin",
    "IncomingDocumentAdmin",
    "JobAdmin",
    "LikelyDuplicateAdmin",
    "LinkCheckAdmin",
    "RearrangementAdmin",
    "SourcePolicyAdmin",
]
