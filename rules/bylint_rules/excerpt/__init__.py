"""What a post says about itself where it is only announced: excerpt, summary and description.

At most one rule says what a value *is*, in this order: it repeats the title, it is only a link, it is a placeholder.
The others (markup, truncated, not-in-body, length) look at values that are texts. `links-elsewhere` tells of another
fact, two addresses that differ, and may speak beside any of them.
"""
