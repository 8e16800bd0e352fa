"""The main window itself: toolbar, menus, docks, status line and appearance."""
