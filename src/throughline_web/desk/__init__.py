"""The pages that join rooms: what waits for me, who needs us, one pupil, one school."""
