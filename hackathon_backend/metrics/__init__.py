"""How the service fares, as numbers for Prometheus."""
