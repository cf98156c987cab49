"""The folder of one report: drafting in it, taking Word edits back, finishing; and checking any file.

Nothing is imported here: a check needs none of what drafting does.
"""
