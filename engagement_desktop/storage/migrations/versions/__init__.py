"""One module per step in the shape of the tables, in order; none is changed after its release."""
