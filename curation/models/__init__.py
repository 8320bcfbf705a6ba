"""What curators do to whole records: merges and splits with their journals, likely duplicates, link checks, holds."""

from curation.models.hold import Hold, Holdable
from curation.models.likely_duplicate import LikelyDuplicate
from curation.models.link_check import LinkCheck
from curation.models.rearrangement import JournalEntry, NamedRecord, Rearrangeable, Rearrangement

__all__ = [
    "Hold",
    "Holdable",
    "JournalEntry",
    "LikelyDuplicate",
    "LinkCheck",
    "NamedRecord",
    "Rearrangeable",
    "Rearrangement",
]
