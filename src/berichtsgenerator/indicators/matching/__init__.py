"""Which observations a definition means: recognition, today's borders, contradictions between deliveries."""
