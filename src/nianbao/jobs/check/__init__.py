"""Checking files: findings, fixes, annotations and output files."""
