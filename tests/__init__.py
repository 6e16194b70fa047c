"""Stories, laws, twins and architecture: everything that is shown about tiexi."""
