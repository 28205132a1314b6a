"""How large a file and a picture may be; also for the process that looks at files, so no Django here."""

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 50_000_000  # a phone's camera has 12 to 48 million
