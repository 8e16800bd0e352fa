"""Long work in other threads: jobs with Cancel, and latest-wins workers."""
