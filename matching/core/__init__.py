"""Who fits what, in how many points and why; and who gets the place: a library of columns in, arrays out.

Nothing here knows Django, a database or a clock. Gates come in as verdict arrays, the tokenizer as a callable, so that
the same code serves a page, a task, a file command and a benchmark. The map: ``docs/matching.md``.
"""
