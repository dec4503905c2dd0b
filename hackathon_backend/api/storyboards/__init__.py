"""/api/storyboard: storyboards mended and looked at before they are made into videos."""
