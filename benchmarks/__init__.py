"""Speed, as ratios between ways to do the same work in the same run: seconds say more of the machine than of the code."""
