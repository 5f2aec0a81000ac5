"""Characters to years: what every later stage reads text with. Nothing here knows of documents."""
