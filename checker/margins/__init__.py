"""Where the text that a reader made stands in the file that it came from, and what is written beside it there."""
