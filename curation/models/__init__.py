"""What curators do to whole records: merges and splits with their journals, likely duplicates, link checks."""

from curation.models.rearrangement import JournalEntry, Kind, Rearrangement

__all__ = ["JournalEntry", "Kind", "Rearrangement"]
