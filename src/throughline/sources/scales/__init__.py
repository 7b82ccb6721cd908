"""The scales that grades are written in, one dated TOML file each."""
