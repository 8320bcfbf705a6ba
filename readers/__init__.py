"""People who read: what they follow, what they are told of it, what they keep."""
