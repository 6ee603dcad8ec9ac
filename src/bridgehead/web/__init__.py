"""The web app: pages and JSON over the facade, for one person on their own machine.

Handlers call a public function and draw an answer. What is on screen - case, day, lens, market, question - is in the
address, so that back, share and bookmark work. Pages are found by a scan of `web.pages`: a new one is one new file.
"""

from bridgehead.web.app import build_app
from bridgehead.web.serving import serve

__all__ = ["build_app", "serve"]
