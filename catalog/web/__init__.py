"""The HTTP door: routes, the runner's page and the widget's files, on Starlette.

A request is read into a question, answered by `search` and `app`, and sent as a document or a page. What is judged or
said is decided elsewhere, and nothing of a body is logged, counted or kept. Start at `app.py`, which puts the service
together, then `routing.py`, the layers of every route, and `routes/answers.py`.
"""
