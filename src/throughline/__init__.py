"""Throughline, the core: from a missed lesson to honest evidence, without a web site."""
