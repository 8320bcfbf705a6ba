"""American dates: the month first, twelve hours."""
