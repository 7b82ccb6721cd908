"""Measures on the site: what a school's and a municipality's pupils amount to, and what of it is told."""
