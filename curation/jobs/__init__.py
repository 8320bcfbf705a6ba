"""What is done on a timer: which jobs there are, when each is due, and who does it."""
