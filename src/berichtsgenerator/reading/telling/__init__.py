"""What is told of a reading: summaries, previews, plausibility, recipes, files of observations."""
