"""Measures: what many pupils amount to, and how much of it may be told.

``definition`` reads what a measure is, ``facts`` is what the rooms before know of one pupil,
``counting`` makes cells of them, ``rollup`` sums the cells upwards, ``publishing`` says what a
single figure may tell and ``suppression`` what a table of them may.
"""
