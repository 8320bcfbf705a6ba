"""What curators do to whole records, with journals; likely duplicates, link checks, holds, jobs on a timer."""

from curation.models.hold import Hold, Holdable
from curation.models.job import Job
from curation.models.likely_duplicate import LikelyDuplicate
from curation.models.link_check import LinkCheck
from curation.models.rearrangement import JournalEntry, NamedRecord, Rearrangeable, Rearrangement

__all__ = [
    "Hold",
    "Holdable",
    "Job",
    "JournalEntry",
    "LikelyDuplicate",
    "LinkCheck",
    "NamedRecord",
    "Rearrangeable",
    "Rearrangement",
]
