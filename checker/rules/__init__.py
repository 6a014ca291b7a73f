"""Rules as data: their files, their model, and the language in which they say what must hold."""
