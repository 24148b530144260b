"""Running text: templates and Markdown become paragraphs with places for numbers and sentences."""
