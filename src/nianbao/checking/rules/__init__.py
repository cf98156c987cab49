"""The rules: a module a subject, several a family; lists of words and facts as YAML beside them."""
