"""Tags, categories, series and the site's other taxonomies: the terms that a post is filed under."""
