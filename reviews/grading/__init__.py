"""Grades: as printed, on 0-100, and the verdicts that follow from them."""
