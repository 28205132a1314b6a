"""Signs that read alike however they were typed. No Django: the process that reads a stranger's file uses them, too."""

DASHES = "‐‑‒–—―−﹘﹣－·・ㆍ•∙⋅‧"
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
