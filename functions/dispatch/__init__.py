"""From the queues that all channels share to the functions of each."""
