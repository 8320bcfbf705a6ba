"""Quoting: where words stand in a text, links to a sentence, which sentences stand for the whole."""
