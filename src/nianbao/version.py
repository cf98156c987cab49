"""The version, for whoever must not import the public API."""

__all__ = ["VERSION"]

VERSION = "0.1.0"
