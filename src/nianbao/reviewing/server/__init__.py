"""The review page's server: on this machine only, for one person."""
