"""What reading gives back, and the ledger in which every cell is booked."""
