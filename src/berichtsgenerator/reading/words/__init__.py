"""What single texts say: numbers and marks, labels, times, titles, publishers; and the hints of recipes."""
