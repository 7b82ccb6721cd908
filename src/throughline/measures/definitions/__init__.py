"""One file a measure: what it counts, among whom, why it matters, and who stands for it."""
