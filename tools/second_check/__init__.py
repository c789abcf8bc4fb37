"""A second checker of archives, written from docs/certificates.md: plain Python, fractions, nothing else."""
