"""Text as it is compared: how it is folded, and how it is cut into words."""
