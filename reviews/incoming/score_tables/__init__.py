"""Scores from a table: a CSV file of grades that critics gave, into published reviews without a text.

`rows` reads the file, `row_grades` decides what a row's grade is, `staging` puts the rows into staging tables and finds
those that are here already, `album_matching` the albums they mean, `storing` creates what is missing, and `importing`
does it all in one transaction.

What is honest to print. A table of scores on 0-100 mostly comes from another aggregator, which has converted stars and
letters by rules of its own. So:

* A `grade` in the file is the critic's own print. It must lie on the scale of the critic or the publication, its place
  on 0-100 follows from that scale as for every other review, and a `score` beside it must agree within one point, since
  conversions round differently.
* A `score` alone is printed as what it is, a conversion: "73/100 (converted)". Where the scale is known to go up to
  100, the score is the print: "73/100".
* A publication whose scale is "no grades" prints none, so a score in its name is somebody's guess and is refused.
* A `verdict` is the critic's own. Without one the verdict follows from the grade, by the critic's own thresholds if
  they have stated some.
"""
