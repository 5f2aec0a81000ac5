"""What an engine found → what a person is shown."""
