"""Reports compared: a district with its communes, an office with its own last report."""
