"""The graph of steps: from a project's folders to finished files, with fingerprints, workers and progress."""
