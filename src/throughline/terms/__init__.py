"""The words and row types of the field: attendance, people, school years, rules as dated data."""
