"""The pages: HTML from templates, and the ES modules and styles they load. No build step, nothing from elsewhere."""
