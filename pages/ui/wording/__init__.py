"""How numbers and names are written on every page, and each page's sentences. Pure."""
