"""Every number of one digit: forward, loss, backward and update, calculation by calculation."""
