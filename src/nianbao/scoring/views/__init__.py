"""What a run looks like: a table, one web page with plots, JSON."""
