"""The column mappings that ship with Throughline, one TOML file each."""
