"""Pages: units of the flow, the page that is being filled, and the flow itself."""
