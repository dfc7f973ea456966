"""Results that are kept from run to run: of each post, and of a whole run whose files nobody has changed.

They lie in the cache folder beside the facts store. Nothing of theirs is executed, and what is not of the shape that
bylint writes is made anew.
"""
