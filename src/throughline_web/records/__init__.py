"""What was observed: marks, the pupil-day roll-up and grades, each row with the run it came in."""
