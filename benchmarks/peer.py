"""The peer: what a shop's developer writes in an afternoon, with FastAPI and the ORM of SQLAlchemy.

    python -m benchmarks.peer DATABASE PORT

It knows one table of bands in centimetres and answers with a size or 404: no units, no reasons, no advice.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import uvicorn
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

SIZES = {"S": (28.0, 33.0), "M": (33.0, 38.0), "L": (38.0, 43.0), "XL": (43.0, 48.0)}
PRODUCTS = 150
app = FastAPI()
sessions = sessionmaker()


class Base(DeclarativeBase):
    """The tables of the shop."""


class Band(Base):
    """The calves that one size of a product holds, in centimetres."""

    __tablename__ = "band"
    id: Mapped[int] = mapped_column(primary_key=True)
    product: Mapped[str] = mapped_column(index=True)
    size: Mapped[str]
    low: Mapped[float]
    high: Mapped[float]


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


def session() -> Iterator[Session]:
    """Give a session for one request."""
    with sessions() as opened:
        yield opened


@app.post("/v1/products/{product}/size")
def size(product: str, question: Question, session: Annotated[Session, Depends(session)]) -> Answer:
    """Answer with the first band that holds the calf."""
    calf = question.legs.calf_max_girth
    holding = (
        select(Band).where(Band.product == product, Band.low <= calf, Band.high >= calf).order_by(Band.id).limit(1)
    )
    band = session.scalars(holding).first()
    if band is None:
        raise HTTPException(404)
    return Answer(size=band.size, low=band.low, high=band.high)


def fill(path: str) -> None:
    """Write the bands of every product to a new database."""
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    with Session(engine) as filled:
        for number in range(PRODUCTS):
            filled.add_all(
                Band(product=f"product-{number}", size=name, low=low, high=high) for name, (low, high) in SIZES.items()
            )
        filled.commit()
    engine.dispose()


if __name__ == "__main__":
    sessions.configure(bind=create_engine(f"sqlite:///{sys.argv[1]}"))
    uvicorn.run(app, port=int(sys.argv[2]), loop="uvloop", http="httptools", log_config=None, access_log=False)
