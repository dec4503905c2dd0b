"""What every request passes before a route sees it: names of this server, pages that may call, a path before ours."""
