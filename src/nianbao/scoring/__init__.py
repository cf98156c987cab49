"""Drafts × past reports → scores: cases, metrics, runs, what is better beyond chance."""
