"""Phase three: planned blocks are filled with the protected register."""
