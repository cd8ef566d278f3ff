"""What a start leaves for later: all that an open school needs, loaded and opened in a worker.

`app_window` and `sign_in_view` import this module in a worker, once the window is on the screen;
it brings SQLAlchemy and every service with it.
"""

from __future__ import annotations

from engagement_desktop.services import school_file
from engagement_desktop.services.arrival import Arrival
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.ui.main_window import MainWindow


def prepare() -> None:
    """Be ready to open a school, while its password is still being typed."""
    school_file.prepare()


def move_in(arrival: Arrival) -> tuple[Workspace, type[MainWindow]]:
    """Open a school; also gives the window's class, which is made on the window's own thread.

    Raises:
        NewerVersion, Damaged: see `school_file.move_in`.
    """
    return school_file.move_in(arrival), MainWindow
