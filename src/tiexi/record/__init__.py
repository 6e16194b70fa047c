"""Memory: what happened (camera), what the statistics say (yearbook), and the folder in which a run is kept."""
