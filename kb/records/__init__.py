"""People's records: what they corrected, checked and named. Apart from what is derived, and never deleted by a build."""
