"""The command line: what its commands do, and how answers are printed."""
