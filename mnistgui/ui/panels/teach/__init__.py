"""The Teach panel: teaching the network a person's handwriting."""
