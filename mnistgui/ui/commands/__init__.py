"""What menus and buttons do: open, save, lessons, next steps, removal."""
