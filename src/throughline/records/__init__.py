"""What one pupil's rows amount to: days, windows, spells, patterns, and a standing as of a day."""
