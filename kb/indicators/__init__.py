"""Indicators over documents: which wordings mean one figure, and what was promised and reached of it, where and when."""
