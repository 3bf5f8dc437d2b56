"""The version of the package, in the one place that a build and a checkout read alike."""

__version__ = "0.1.0"
