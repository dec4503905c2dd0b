"""/metrics: how the service fares, for Prometheus."""
