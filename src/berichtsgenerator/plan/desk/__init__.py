"""What every block asks while it is planned: names, areas, periods, captions, targets, gaps."""
