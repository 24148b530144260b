"""The register of published numbers: the one place through which a number can reach an output."""
