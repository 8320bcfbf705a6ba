"""What is answered: each thing with the words of its page, numbers as they are printed and as they are."""
