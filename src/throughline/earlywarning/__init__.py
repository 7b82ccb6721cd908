"""Who needs us now: policies as dated data, flags with reasons in words, never a score on a child."""
