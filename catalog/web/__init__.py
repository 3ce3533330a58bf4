"""The HTTP service: the same answers as the command line, for shops and for the page."""
