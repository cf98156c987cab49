"""The files of a job folder: reading, writing, locking and finding them."""
