"""RCS for Business, Google's RCS Business Messaging (RBM)."""
