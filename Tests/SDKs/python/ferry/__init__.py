"""A ferry line that sells tickets, badly."""
