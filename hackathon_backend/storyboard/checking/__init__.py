"""Looks at a storyboard as it will be drawn, and names what a viewer could stumble over."""
