"""Two reports compared: the value, and every view of it: JSON, a page, a Word file with tracked changes."""
