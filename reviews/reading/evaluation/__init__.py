"""How well documents are read: what was read of each is held against the truth that stands beside it."""
