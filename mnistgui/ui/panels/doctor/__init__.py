"""The misread doctor: what is unusual about a drawing, and what little would flip its reading."""
