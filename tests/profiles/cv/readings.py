"""Readings of CVs as they stand, for tests of what is done with them."""

from datetime import datetime

from profiles import cv_readings
from profiles.cv import dropping, proposing
from profiles.cv.proposing import Proposals
from profiles.models import Candidate, CvReading
from tests import make
from tests.profiles.cv.people import PEOPLE, Person, form


def proposals(person: Person = PEOPLE[0], *, at: datetime = make.NOW) -> Proposals:
    """What the form of a person says, without a file."""
    rows = [row for block in form(person) for row in ([[block]] if isinstance(block, str) else block)]
    return proposing.propose(dropping.drop(rows)[0], on=at.date())


def waiting(candidate: Candidate, person: Person = PEOPLE[0], *, at: datetime = make.NOW) -> CvReading:
    """A reading that waits for its person's word."""
    by = make.actor(candidate.user)
    row = cv_readings.begin(candidate, by=by, at=at)
    return cv_readings.propose(row, proposals(person, at=at), {"resident_number": 1, "family": 2}, by=by, at=at)
