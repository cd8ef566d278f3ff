"""The one encrypted file: keyed connections, one writer at a time, readers from any thread.

A key comes in as an argument, a `Session` goes out inside a `with`; no connection leaves this
package. Every error that the disk or the file can cause leaves as a refusal in words.
"""

from __future__ import annotations

import shutil
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVarTuple
from weakref import WeakSet

from sqlalchemy import Connection, Engine, QueuePool, Result, Select, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session
from sqlcipher3 import dbapi2 as sqlcipher

from engagement_desktop.progress import Progress
from engagement_desktop.storage import anew, piecewise
from engagement_desktop.storage.audit import Anchor, Audit, Doing, watch
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.keyed_file import DbConnection, KeyedFile, empty_log, give_back
from engagement_desktop.storage.piecewise import Pace, Turn
from engagement_desktop.storage.refusals import DiskFull, FileClosed, refusal_of, telling

_WAIT_FOR_READERS_SECONDS = 10.0
_TRIES_FOR_LOG, _BETWEEN_TRIES_SECONDS = 50, 0.1
_STEPS_BETWEEN_LOOKS = 100_000
_SPARE_BYTES = 256 * 2**20
"""So much room on the disk is left to others while tables are written anew."""

_NARROWED = "narrowed"
Ts = TypeVarTuple("Ts")


class Closable(Protocol):
    """Something that reads the file on its own connection and ends with it."""

    def close(self) -> None:
        """Stop reading and close the connection."""


def plain_rows(session: Session, query: Select[*Ts]) -> Result[*Ts]:
    """The rows of a narrow query at their quickest: past the session, a third sooner.

    For whoever sees only a part, through the session, which alone narrows down (`Database.narrow`).
    """
    if session.info.get(_NARROWED):
        return session.execute(query)
    return session.connection().execute(query)


class TurnLock:
    """A lock that is given in the order of asking, so a long import never starves an autosave."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._owner: int | None = None

    def __enter__(self) -> None:
        me = threading.get_ident()
        with self._guard:
            if self._owner == me:
                raise RuntimeError("a write was begun inside another write of the same thread")
            if self._owner is None:
                self._owner = me
                return
            turn = threading.Event()
            self._waiting.append(turn)
        try:
            turn.wait()
        except BaseException:  # Ctrl+C while waiting: the turn goes to the next
            with self._guard:
                waiting = turn in self._waiting
                if waiting:
                    self._waiting.remove(turn)
            if not waiting:
                self.__exit__()
            raise
        self._owner = me

    def __exit__(self, *exc: object) -> None:
        with self._guard:
            if self._waiting:
                self._owner = -1  # taken, by the thread whose turn comes
                self._waiting.popleft().set()
            else:
                self._owner = None


class Database:
    """One open school's file, over a `KeyedFile` that it releases in the end.

    Made by `create` or `open`, or over a file that was opened before; ended by `close`.
    """

    def __init__(self, file: KeyedFile) -> None:
        self.path = file.path
        self._file = file
        self._turn = TurnLock()
        self._followers: WeakSet[Closable] = WeakSet()
        self._state = threading.Condition()
        self._reading = 0
        self._closed = False
        self._ending = threading.Event()
        self.audit: Audit | None = None
        """Who did what; None while a file is being made or brought up to date."""
        self._narrow: Callable[[ORMExecuteState], None] | None = None
        self._writer = self._engine("BEGIN IMMEDIATE", writes=True)
        self._reader = self._engine("BEGIN", writes=False)

    @classmethod
    def create(cls, path: Path, key: DataKey) -> Database:
        """Make a new, empty file and open it; raises what `KeyedFile.create` raises."""
        return cls(KeyedFile.create(path, key))

    @classmethod
    def open(cls, path: Path, key: DataKey) -> Database:
        """Open an existing file; raises what `KeyedFile.open` raises."""
        return cls(KeyedFile.open(path, key))

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment of the file; any thread, many at once, no writing.

        Raises:
            FileClosed: after `close`.
        """
        with (
            self._held_open(),
            _telling(self.path),
            Session(self._reader, autoflush=False) as session,
        ):
            if self._narrow is not None:
                event.listen(session, "do_orm_execute", self._narrow)
                session.info[_NARROWED] = True
            yield session

    def narrow(self, how: Callable[[ORMExecuteState], None]) -> None:
        """Let `how` narrow down every reading from now on, for somebody who sees only a part."""
        self._narrow = how

    @contextmanager
    def _held_open(self) -> Iterator[None]:
        """`close` waits for what goes on inside."""
        with self._state:
            if self._closed:
                raise FileClosed(self.path)
            self._reading += 1
        try:
            yield
        finally:
            with self._state:
                self._reading -= 1
                self._state.notify_all()

    @contextmanager
    def write(
        self, by: Doing | None = None, *, overwrite: bool = True, durable: bool = True
    ) -> Iterator[Session]:
        """A session that is committed when the block ends and undone when it raises.

        One at a time, in the order of asking; what is committed is on the disk, but with
        `durable` False only when the next durable write is. Keep it short. What was written is
        entered as done `by` somebody, or by the program, in the same commit. Whatever is deleted
        is overwritten in the file, but with `overwrite` False only where that costs nothing.

        Raises:
            FileClosed, DiskFull, DiskTrouble, Damaged.
        """
        with self._turn:
            if self._closed:
                raise FileClosed(self.path)
            with (
                _telling(self.path),
                Session(
                    self._writer.execution_options(durable=durable), expire_on_commit=False
                ) as session,
                session.begin(),
                self._overwriting(session, overwrite),
            ):
                yield session
                entered = self._entered(session, by)
            if self.audit is not None and entered is not None:
                self.audit.committed(entered)

    def _entered(self, session: Session, by: Doing | None) -> Anchor | None:
        if self.audit is None:
            return None
        session.flush()
        return self.audit.enter(_raw(session), by)

    def keep_audit(self, audit: Audit) -> None:
        """Enter every write from now on."""
        with self._turn:
            self.audit = audit
            self._writer.dispose()  # the next connection is watched from its beginning

    @contextmanager
    def _overwriting(self, session: Session, overwrite: bool) -> Iterator[None]:
        if overwrite:
            yield
            return
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA secure_delete=FAST")
        try:
            yield
            session.flush()
        finally:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """The writer's connection with foreign keys off, for migrations alone.

        They are off before BEGIN: a table that is rebuilt with cascades on loses its children.
        """
        with self._turn, _telling(self.path), self._writer.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys=OFF")
            try:
                yield connection
            finally:
                connection.rollback()
                raw.execute("PRAGMA foreign_keys=ON")

    def bring_in_log(self) -> None:
        """Bring into the file what was written so far, on a thread of its own beside a writer.

        Where a reader still needs an earlier moment of the file, the rest waits for the next time.

        Raises:
            FileClosed, DiskFull, DiskTrouble, Damaged.
        """
        with self._held_open(), _telling(self.path), self._reader.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def compact(self) -> None:
        """Give the free pages back to the disk, and bring the log into the file; others write in
        between.

        Raises:
            FileClosed, DiskFull, DiskTrouble, Damaged.
        """
        with self._apart() as (connection, turn):
            self._give_back(connection, turn)
            self._empty_log(connection)

    def _give_back(self, connection: DbConnection, turn: Turn) -> None:
        pace = Pace(turn)
        while not pace.go(partial(give_back, connection)):
            self.bring_in_log()

    def _empty_log(self, connection: DbConnection) -> None:
        """Where somebody keeps reading an earlier moment it is left to the next opening."""
        self.bring_in_log()
        for _ in range(_TRIES_FOR_LOG):
            with self._turn:
                if self._closed or empty_log(connection):
                    return
            self._ending.wait(_BETWEEN_TRIES_SECONDS)

    def write_anew(self, progress: Progress) -> None:
        """Write each table that holds words into fresh pages, the search index before (`anew`), and
        give the free ones back; others write in between.

        Raises:
            Cancelled, FileClosed, DiskFull, DiskTrouble, Damaged.
        """

        def between() -> None:
            progress.check()
            self.bring_in_log()  # else it grows as long as all that is written
            if shutil.disk_usage(self.path.parent).free < _SPARE_BYTES:
                raise DiskFull(self.path)

        with self._apart() as (connection, turn):
            connection.execute("PRAGMA foreign_keys=OFF")
            piecewise.clear(connection, turn, between)
            steps: list[Callable[..., None]] = [anew.index_anew]
            steps += [partial(anew.write_anew, table=each) for each in anew.tables(connection)]
            try:
                for done, step in enumerate(steps):
                    progress.report(done, len(steps))
                    step(connection, turn=turn, between=between)
            except DiskFull:  # leave the room that is left to those who save
                piecewise.clear(connection, turn, self.bring_in_log)
                self._give_back(connection, turn)
                raise
            self._give_back(connection, turn)
            with turn():
                anew.set_due(connection, due=False)
            self._empty_log(connection)

    def write_anew_later(self, session: Session) -> None:
        """Remember with what is written in `session` that `write_anew` is to be done, until it is;
        so whatever stops it, somebody can see that it was."""
        anew.set_due(_raw(session), due=True)

    def is_write_anew_due(self) -> bool:
        """Whether it was begun, or asked for, and not done to the end."""
        with self.read() as session:
            return anew.is_due(_raw(session))

    def stop_writing_anew(self) -> None:
        """Take away what notes changes of a table, if the program was ended while it was written
        anew: nobody brings them over any more, and a migration would stumble over it."""
        with self.read() as session:
            noting = piecewise.is_noting(_raw(session))
        if noting:
            with self._apart() as (connection, turn), turn():
                piecewise.stop(connection)

    @contextmanager
    def _apart(self) -> Iterator[tuple[DbConnection, Turn]]:
        """A connection of its own for long work in many short turns; ended when the file closes."""

        @contextmanager
        def turn() -> Iterator[None]:
            if self._ending.is_set():  # who closes the file has the turn, and waits for us
                raise FileClosed(self.path)
            with self._turn:
                if self._closed:
                    raise FileClosed(self.path)
                with anew.commit(connection):
                    yield

        with self._held_open(), _telling(self.path):
            connection = self._file.connect(writes=True)
            try:
                connection.set_progress_handler(self._ending.is_set, _STEPS_BETWEEN_LOOKS)
                connection.execute("PRAGMA wal_autocheckpoint=0")  # not while others wait
                yield connection, turn
            except sqlcipher.OperationalError as error:
                if self._ending.is_set():
                    raise FileClosed(self.path) from error
                raise
            finally:
                connection.close()

    def follow(self, reader: Closable) -> None:
        """Close `reader` when this database closes.

        Raises:
            FileClosed: after `close`.
        """
        with self._state:
            if self._closed:
                raise FileClosed(self.path)
            self._followers.add(reader)

    def connect(self, *, writes: bool) -> DbConnection:
        """A keyed connection of its own, for one user at a time, from any thread."""
        return self._file.connect(writes=writes)

    def close(self) -> None:
        """Finish what is being written, close every connection, and leave no log file behind.

        The engines are emptied even when the disk fails; what was committed is safe either way.
        """
        self._ending.set()
        with self._turn:
            with self._state:
                if self._closed:
                    return
                self._closed = True
                followers = list(self._followers)
            for follower in followers:
                follower.close()
            with self._state:
                self._state.wait_for(lambda: self._reading == 0, _WAIT_FOR_READERS_SECONDS)
            try:
                if self.audit is not None:
                    self.audit.settle()
                self._reader.dispose()
                with suppress(sqlcipher.DatabaseError):  # the log stays and is read at next open
                    self._file.checkpoint()
            finally:
                self._dispose()

    def _dispose(self) -> None:
        self._closed = True
        self._reader.dispose()
        self._writer.dispose()
        self._file.release()

    def _connect_writer(self) -> DbConnection:
        connection = self.connect(writes=True)
        if self.audit is not None:
            watch(connection)
        return connection

    def _engine(self, begin: str, *, writes: bool) -> Engine:
        engine = create_engine(
            "sqlite://",
            module=sqlcipher,
            creator=self._connect_writer if writes else lambda: self.connect(writes=False),
            poolclass=QueuePool,
            pool_size=1 if writes else 4,
            max_overflow=0 if writes else -1,
            pool_use_lifo=True,  # whoever read last still holds the pages that are asked for next
            hide_parameters=True,  # a child's name must not reach the log through an exception
        )

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            if writes:  # for each anew, since a failure could leave another's choice behind
                durable = connection.get_execution_options().get("durable", True)
                level = "FULL" if durable else "NORMAL"
                connection.exec_driver_sql(f"PRAGMA synchronous={level}")
            connection.exec_driver_sql(begin)

        return engine


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """As `refusals.telling`, also for what SQLAlchemy passes on."""
    try:
        with telling(path):
            yield
    except DBAPIError as error:
        refusal = refusal_of(error.orig, path)
        if refusal is None:
            raise
        raise refusal from error


def _raw(session: Session) -> DbConnection:
    """SQLite's own connection under a session."""
    connection: DbConnection = session.connection().connection.driver_connection
    return connection
