"""Rules about the marks that let a finding stand."""
