"""The hours of a day as one number: bit h is the hour h to h+1."""


def hour_spans(bits: int) -> list[tuple[int, int]]:
    """Runs of set bits as (from, until): 0b1110 -> [(1, 4)]."""
    spans: list[tuple[int, int]] = []
    for hour in range(24):
        if bits >> hour & 1:
            start = spans.pop()[0] if spans and spans[-1][1] == hour else hour
            spans.append((start, hour + 1))
    return spans
