"""A review: its reports, open items, decisions, and the return to the clerk."""
