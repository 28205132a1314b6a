"""Django set up with no night and short leases, so that a fault test runs at any hour and within seconds."""

from datetime import time, timedelta

import django

django.setup()

from profiles import contacts, sender  # noqa: E402
from tests.faults import LEASE_S  # noqa: E402

contacts.QUIET_FROM, contacts.QUIET_UNTIL = time.max, time.min
sender.LEASE = timedelta(seconds=LEASE_S)
