"""Chart specifications: authored in Altair, built once, drawn with fresh data. Pure.

Each function gives a Vega-Lite specification without data; the page sends a small frame with it.
Axes are fixed, so that nothing jumps when a number changes.
"""
