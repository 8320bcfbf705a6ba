"""What of a person the journals of merges hold, and how it is forgotten with their account."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import Q

from curation.models import JournalEntry
from readers.models import ReaderList, SavedVoices


def forget_kept_rows(person: User) -> None:
    """Take the rows that were theirs as a reader out of the journals: undoing a merge does not bring them back."""
    rows = (
        Q(before__owner_id=person.pk)
        | Q(before__reader_id=person.pk)
        | Q(before__list_id__in=list(ReaderList.objects.filter(owner=person).values_list("pk", flat=True)))
        | Q(before__savedvoices_id__in=list(SavedVoices.objects.filter(owner=person).values_list("pk", flat=True)))
    )
    JournalEntry.objects.filter(rows, table__startswith="readers_").delete()
