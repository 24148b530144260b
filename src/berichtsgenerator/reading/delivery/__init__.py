"""Whole files and folders of deliveries."""
