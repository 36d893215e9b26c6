"""The layer: what every function shares, imported as ``shared.…`` everywhere."""
