"""The desk's receptionists."""
