"""Templates of observations: made, changed and retired."""
