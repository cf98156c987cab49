"""Word files as XML (WordprocessingML): what a reader sees of them, and their tracked changes."""
