"""A comparison as others want it: JSON for programs, one web page for people."""
