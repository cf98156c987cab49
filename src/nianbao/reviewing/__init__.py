"""Two reports → comparison, suggestions, decisions; the review page."""
