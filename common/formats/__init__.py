"""How dates are written in each language of the site, by the names that templates use for them.

`DATE_FORMAT` is for sentences, `SHORT_DATE_FORMAT` for tables; with a time of day, `DATETIME_FORMAT` and
`SHORT_DATETIME_FORMAT`; `MONTH_DAY_FORMAT` and `TIME_FORMAT` say the parts.
"""
