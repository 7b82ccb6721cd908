"""The look of the site: layout, components, tokens and charts. Imports no other room."""
