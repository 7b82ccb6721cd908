"""Who needs us now, kept: flags as raised, the case each opens, and what people answered."""
