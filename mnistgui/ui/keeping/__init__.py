"""What keeps runs safe: autosave, recovery, saving in another thread, crash reports."""
