"""Thu 12 Mar 2026, as the filter full_day writes it; Thu 12 Mar where the year is known."""

DATE_FORMAT = SHORT_DATE_FORMAT = "D j M Y"
MONTH_DAY_FORMAT = "D j M"
YEAR_MONTH_FORMAT = "M Y"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "D j M Y g:i A"
