"""The audit of a batch as one file that asks no host for anything. Pure.

It says and draws what the pages do, by their results, sentences and charts.
"""
