"""Streets: births, school, marriage and deaths, and what households buy ("Remnants")."""
