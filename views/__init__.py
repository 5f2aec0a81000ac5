"""The pages, one file each; what several of them share stands in `views.parts`."""
