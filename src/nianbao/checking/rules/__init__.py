"""The rules: a module a subject, named by its family; lists of words and facts as YAML beside them."""
