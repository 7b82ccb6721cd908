"""Charts drawn on the server as SVG: a title, a description, and the same data as a table.

Give a frozen value from ``values`` to a tag of ``{% load charts %}``.
"""
