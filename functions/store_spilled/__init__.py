"""What could not be stored at once is stored by this function, from the spill queue."""
