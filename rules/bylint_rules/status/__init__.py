"""Posts that were published before they were ready."""
