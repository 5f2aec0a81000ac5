"""Units: what a name means, of today and of before, and how they are listed."""
