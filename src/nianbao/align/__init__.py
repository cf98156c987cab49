"""Which sentence, paragraph or cell of a text became which of another."""
