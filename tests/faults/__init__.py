LEASE_S = 3  # of the senders that these tests start
