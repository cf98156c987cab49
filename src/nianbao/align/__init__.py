"""Pairing of texts: which section, paragraph, sentence, cell or figure of one became which of another."""
