"""The same points by other means: what the matcher's loops are measured against, each giving the identical lists."""
