"""The files of one report's folder: read, written, kept, found again."""
