"""Landing: what arrives is kept as it came, under the day on which it came."""
