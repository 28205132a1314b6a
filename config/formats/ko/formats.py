"""2026년 3월 12일 오후 2:30: the rest is Django's, which puts 오후 after the hour."""

DATETIME_FORMAT = "Y년 n월 j일 A g:i"
