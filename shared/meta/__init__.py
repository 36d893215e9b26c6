"""What WhatsApp, Messenger and Instagram have in common, as Meta's."""
