"""The ways of a report through its folder: new, draft, take, final; and reading what lies there."""
