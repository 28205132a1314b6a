"""All signals, in the order in which equal contributions are told."""

from matching.core.signals import (
    certificates,
    distance,
    districts,
    duties,
    hours,
    kind,
    occupation,
    pay,
    schedule,
)
from matching.core.signals.base import Signal

ALL: tuple[Signal, ...] = (
    duties.SIGNAL,
    occupation.SIGNAL,
    certificates.SIGNAL,
    distance.SIGNAL,
    schedule.SIGNAL,
    kind.SIGNAL,
    districts.SIGNAL,
    hours.SIGNAL,
    pay.SIGNAL,
)
