"""Callers that meet at the same moment: made certain by locks, not left to luck."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Barrier
from typing import TypeVar

from sqlalchemy import Connection

from assistant.database import Base, Database

T = TypeVar("T")


def at_once(*calls: Callable[[], T]) -> list[T | BaseException]:
    """What each call returned or raised, in their order; they begin together, each in a thread of its own."""
    together = Barrier(len(calls))

    def begin(call: Callable[[], T]) -> T:
        together.wait(timeout=30)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        futures = [pool.submit(begin, call) for call in calls]
    return [_outcome(future) for future in futures]


def stopped_before_writing(database: Database, *calls: Callable[[], T]) -> list[T | BaseException]:
    """As at_once, but nobody writes before everybody has read what they read first.

    On PostgreSQL the tables are locked against writers until each call waits or has ended. On SQLite a writer takes
    its lock before it reads, so there the calls come one after the other whatever is done here.
    """
    with ThreadPoolExecutor(len(calls)) as pool, ExitStack() as until_all_wait:
        connection = until_all_wait.enter_context(database.engine.begin())
        if connection.dialect.name == "postgresql":
            tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
            connection.exec_driver_sql(f"LOCK TABLE {tables} IN SHARE MODE")
        futures = [pool.submit(call) for call in calls]
        if connection.dialect.name == "postgresql":
            _wait_for_all(connection, futures)
        until_all_wait.close()
    return [_outcome(future) for future in futures]


def _wait_for_all(connection: Connection, futures: list[Future[T]]) -> None:
    for _ in range(3000):
        waiting = connection.exec_driver_sql("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted").scalar_one()
        if waiting + sum(future.done() for future in futures) >= len(futures):
            return
        time.sleep(0.01)
    raise AssertionError("the calls neither wait nor end")


def _outcome(future: Future[T]) -> T | BaseException:
    return future.exception() or future.result()


@contextmanager
def without_index(database: Database, name: str, columns: str) -> Iterator[None]:
    """The database without a unique index, which is made again, over an emptied table, afterwards.

    `columns` are the table and its columns as the index is made with them.
    """
    with database.engine.begin() as connection:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    with database.engine.begin() as connection:
        connection.exec_driver_sql(f"DELETE FROM {columns.partition(' ')[0]}")
        connection.exec_driver_sql(f"CREATE UNIQUE INDEX {name} ON {columns}")
