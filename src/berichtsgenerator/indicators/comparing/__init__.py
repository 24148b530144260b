"""What may be compared with what, and the comparisons of whole panels."""
