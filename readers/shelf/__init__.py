"""What readers keep: the voices they trust, marks on records, lists; and how these come and go."""
