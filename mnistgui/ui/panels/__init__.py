"""What can be docked in the window, one panel a module or package."""
