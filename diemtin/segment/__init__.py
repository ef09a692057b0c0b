"""Segmentation: article text to blocks and sentences."""
