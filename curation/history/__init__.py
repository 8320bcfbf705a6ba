"""Reading what `common.tracking` keeps: the history of one record, the changes of all, and setting a record back."""
