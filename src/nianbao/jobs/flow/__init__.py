"""Commands on a job folder: new, draft, take, final; and reading its files as reports."""
