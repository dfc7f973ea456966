"""Rules about the types and values that metadata may have, by the base model and by a site's own schema."""
