"""The Doctor panel: what is unusual about a drawing, and which small change flips its reading."""
