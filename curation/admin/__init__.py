"""The curators' tools that concern albums and what is said of them together."""

from curation.admin.rearranging import RearrangementAdmin
from curation.admin.records import register_mergeable

register_mergeable()

__all__ = ["RearrangementAdmin"]
