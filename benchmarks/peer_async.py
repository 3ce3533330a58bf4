"""The same peer written for speed: FastAPI, an asynchronous driver and one statement of plain SQL.

    python -m benchmarks.peer_async DATABASE PORT

It reads the table that `peer.py` makes and keeps one connection open.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiosqlite
import uvicorn
from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel

HOLDING = "SELECT size, low, high FROM band WHERE product = ? AND low <= ? AND high >= ? ORDER BY id LIMIT 1"


class Legs(BaseModel):
    """The measures of a question, in centimetres."""

    calf_max_girth: float


class Question(BaseModel):
    """What is asked about a product."""

    legs: Legs


class Answer(BaseModel):
    """The size that holds the calf."""

    size: str
    low: float
    high: float


@asynccontextmanager
async def connected(app: FastAPI) -> AsyncIterator[None]:
    """Keep the database open while the service runs."""
    async with aiosqlite.connect(sys.argv[1]) as connection:
        app.state.database = connection
        yield


app = FastAPI(lifespan=connected)


@app.post("/v1/products/{product}/size")
async def size(product: str, question: Question, request: Request) -> Answer:
    """Answer with the first band that holds the calf."""
    calf = question.legs.calf_max_girth
    async with request.app.state.database.execute(HOLDING, (product, calf, calf)) as rows:
        band = await rows.fetchone()
    if band is None:
        raise HTTPException(404)
    return Answer(size=band[0], low=band[1], high=band[2])


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[2]), loop="uvloop", http="httptools", log_config=None, access_log=False)
