"""Beside the fields: this observation's clip and an earlier one, what is marked in them, and what
the two together show. Photos are shown here, too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from engagement_desktop.errors import AppError
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.models.vocabularies import Words
from engagement_desktop.services import evidence
from engagement_desktop.services.observation_memory import earlier_clips
from engagement_desktop.services.observation_views import (
    EarlierClip,
    EvidenceView,
    ObservationView,
)
from engagement_desktop.services.review import ClipToReview
from engagement_desktop.services.review_copies import ReviewSource, for_review
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.look.tokens import SPACE_M
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.clip_marks import ClipMarks
from engagement_desktop.ui.observation.compared_beside import ComparedBeside
from engagement_desktop.ui.observation.mark_panel import MarkPanel
from engagement_desktop.ui.observation.moments import NamedMoment, moments_named
from engagement_desktop.ui.observation.picture_view import PictureView
from engagement_desktop.ui.review.clip import Cue, Part, Side
from engagement_desktop.ui.review.from_file import clip_for_player
from engagement_desktop.ui.review.player import SideBySidePlayer
from engagement_desktop.ui.review.player_commands import WRITTEN
from engagement_desktop.ui.review.points import keep_point
from engagement_desktop.ui.widgets.buttons import plain
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

_PICTURE_BOX = (1600, 1200)
_MENU_CLIPS = 15
_WHICH_CLIP = "Which clip does {time} mean?"


class _ClipRoom(VerticalScroll):
    """Keeps the pictures from being squeezed away: with too little height it scrolls.

    `scrolls` is False among fields that scroll themselves: then it is as high as it needs.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.scrolls = True

    def sizeHint(self) -> QSize:
        return self._inner.sizeHint()

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return least if self.scrolls else QSize(least.width(), self.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class ClipsBeside(QWidget):
    """`marked` carries a `MarkedNow`; `evidence_changed` comes when a still was kept; `add_asked`
    when the user wants to add a clip."""

    marked = Signal(object)
    evidence_changed = Signal()
    add_asked = Signal()

    def __init__(self, context: UiContext, page: QWidget) -> None:
        super().__init__()
        self._context = context
        self._page = page
        self._view: ObservationView | None = None
        self._loaded: dict[Side, ClipToReview | None] = dict.fromkeys(Side)
        self._wanted: dict[Side, int | None] = dict.fromkeys(Side)
        self._earlier: tuple[EarlierClip, ...] = ()
        self.player = SideBySidePlayer()
        self.panel = MarkPanel()
        self._marks = ClipMarks(context, page, self.panel, self._loaded)
        self._compared = ComparedBeside(context, page, self._wanted, self)
        self.reflection = self._compared.reflection
        self.picture = PictureView()
        self._empty = EmptyState(
            "video_add", texts.NOTHING_BESIDE, texts.ADD_FILE, self.add_asked.emit
        )
        self._lay_out()
        self._connect()

    # For the page

    def show_observation(self, view: ObservationView | None) -> None:
        """Show the clips of this observation, or let go of all when there is none."""
        is_another = (view and view.id) != (self._view and self._view.id)
        if is_another:
            self.settle()
            self._earlier = ()
        self._view = view
        self._marks.observation_id = None if view is None else view.id
        if view is None or is_another:
            for side in Side:
                self._unload(side)
        if view is None:
            return
        self.player.withhold(frozenset() if view.may_write else WRITTEN)
        self.player.refuse_stills("" if view.is_open else texts.NO_STILL)
        clips = [one for one in view.evidence if one.is_clip]
        if self._wanted[Side.NOW] not in [clip.id for clip in clips]:
            self._load(Side.NOW, clips[0].id if clips else None)
        if clips:
            self._stack.setCurrentWidget(self._clip_room)
            self.suggest_earlier()
        else:
            self._unload(Side.THEN)
            self._show_without_clips(view)

    def settle(self) -> None:
        """Write what is typed here and not written yet."""
        self.panel.settle()
        self._marks.keeper.flush_all()
        self._compared.keeper.flush_all()

    def unsaved(self) -> object | None:
        """What is written of marks and of the two clips together, and could not be saved."""
        left = self._marks.keeper.unsaved(), self._compared.keeper.unsaved()
        return left if any(left) else None

    def take_up(self, unsaved: object) -> None:
        """Go on with what `unsaved` gave before the school was locked."""
        assert isinstance(unsaved, tuple)
        marked, compared = unsaved
        self._marks.keeper.take_up(marked)
        self._compared.keeper.take_up(compared)

    def suggest_earlier(self) -> None:
        """Look for the earlier clip that shares most, and show it where none is shown yet."""
        view = self._view
        if view is None or self._wanted[Side.NOW] is None:
            return
        work, observation_id = self._context.work, view.id
        self._context.tasks.read(
            lambda: (earlier_clips(work, observation_id), work.words()),
            lambda found: self._suggested(observation_id, *found),
            owner=self,
            failed=lambda _: None,
        )

    def show_evidence(self, one: EvidenceView) -> None:
        """Show this clip on the right side, or this photo."""
        if one.is_clip:
            self._stack.setCurrentWidget(self._clip_room)
            self._load(Side.NOW, one.id)
        elif one.kind is EvidenceKind.PHOTO:
            self._show_photo(one)
        else:
            self._context.messages.say(texts.NOT_SHOWN)

    def show_time(self, time: str) -> None:
        """Show the picture that a time in a text names."""
        view = self._view
        if view is None:
            return
        ids, work = [one.id for one in view.evidence if one.is_clip], self._context.work

        def read() -> tuple[dict[int, ReviewSource], tuple[NamedMoment, ...]]:
            sources = {number: for_review(work, number) for number in ids}
            return sources, moments_named([source.clip for source in sources.values()], time)

        self._context.tasks.read(read, lambda found: self._show_named(time, *found), owner=self)

    # Loading clips

    def _load(self, side: Side, evidence_id: int | None) -> None:
        if evidence_id is None:
            self._unload(side)
            return
        self._wanted[side] = evidence_id
        work = self._context.work
        self._context.tasks.read(
            lambda: for_review(work, evidence_id),
            lambda source: self._show(side, source),
            owner=self,
        )

    def _unload(self, side: Side) -> None:
        self._wanted[side] = None
        if self._loaded[side] is not None:
            self._loaded[side] = None
            self.player.load(side, None)
            self._compare()

    def _show(self, side: Side, source: ReviewSource) -> None:
        clip = source.clip
        if self._wanted[side] != clip.line.evidence_id:
            return
        self._loaded[side] = clip
        self.player.load(side, clip_for_player(source, self._title(side, clip)))
        self._fit_pictures()
        self._compare()

    def _title(self, side: Side, clip: ClipToReview) -> str:
        day = texts.short_day(clip.line.at)
        if self._view is not None and clip.line.observation_id == self._view.id:
            return f"{day} · {texts.THIS_OBSERVATION}"
        shared = next(
            (one.shared for one in self._earlier if one.evidence_id == clip.line.evidence_id), ()
        )
        what = shared[0] if shared and side is Side.THEN else clip.line.activity
        return f"{day} · {what}" if what else day

    def _suggested(
        self, observation_id: int, earlier: tuple[EarlierClip, ...], words: Words
    ) -> None:
        if self._view is None or self._view.id != observation_id:
            return
        self._earlier = earlier
        self._marks.words = words
        if self._wanted[Side.THEN] is None and earlier and earlier[0].shared:
            self._load(Side.THEN, earlier[0].evidence_id)

    def _show_named(
        self, time: str, sources: dict[int, ReviewSource], named: tuple[NamedMoment, ...]
    ) -> None:
        """Show the one frame that a time means; where it may mean several, ask."""

        def show(moment: NamedMoment) -> None:
            evidence_id = moment.clip.line.evidence_id
            self._stack.setCurrentWidget(self._clip_room)
            self._wanted[Side.NOW] = evidence_id
            self._show(Side.NOW, sources[evidence_id])
            self.player.jump(Side.NOW, moment.pts)

        if not named:
            self._context.messages.say(texts.NOT_IN_TEXT.format(time=time))
        elif len(named) == 1:
            show(named[0])
        else:
            menu = self._menu()
            menu.addSection(plain(_WHICH_CLIP.format(time=time)))
            for moment in named:
                action = menu.addAction(plain(self._words(moment)))
                action.triggered.connect(lambda _=False, each=moment: show(each))
            self._open_menu(menu, Side.NOW)

    def _words(self, moment: NamedMoment) -> str:
        pieces = self._view.evidence if self._view else ()
        clip = next(one for one in pieces if one.id == moment.clip.line.evidence_id)
        return " · ".join(part for part in (moment.title, texts.evidence_words(clip)) if part)

    def _reload(self, evidence_id: int) -> None:
        """Take over a clip's marks after they were changed."""
        for side in Side:
            if self._wanted[side] == evidence_id:
                self._load(side, evidence_id)

    # Choosing another clip

    def _choose(self, side: Side) -> None:
        menu = self._menu()
        if side is Side.THEN:
            self._offer_earlier(menu)
        else:
            self._offer_own(menu)
        if menu.isEmpty():
            menu.deleteLater()
            name = self._view.pupil_name if self._view else ""
            self._context.messages.say(texts.NO_EARLIER.format(name=name))
            return
        self._open_menu(menu, side)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _open_menu(self, menu: QMenu, side: Side) -> None:
        room = self.player.panes.rects(side).picture
        menu.popup(self.player.panes.mapToGlobal(room.topLeft() + QPoint(SPACE_M, SPACE_M)))

    def _offer_earlier(self, menu: QMenu) -> None:
        for one in self._earlier[:_MENU_CLIPS]:
            words = texts.earlier_clip(one)
            action = menu.addAction(plain(words))
            action.triggered.connect(
                lambda _=False, number=one.evidence_id: self._load(Side.THEN, number)
            )

    def _offer_own(self, menu: QMenu) -> None:
        for one in self._view.evidence if self._view else ():
            if one.is_clip:
                action = menu.addAction(plain(texts.evidence_words(one)))
                action.triggered.connect(
                    lambda _=False, number=one.id: self._load(Side.NOW, number)
                )
        if self._view is not None and self._view.is_open:
            menu.addAction(texts.ADD_CLIP).triggered.connect(self.add_asked)

    # Cue and part

    def _keep_point(self, point: Cue | Part) -> None:
        keep_point(self._context, self._page, point)

    # What the two together show

    def _compare(self) -> None:
        """The reflection belongs to the two clips shown; with fewer there is none."""
        then, now = self._loaded[Side.THEN], self._loaded[Side.NOW]
        if then is None or now is None:
            self._compared.compare(None)
        else:
            self._compared.compare((then.line.evidence_id, now.line.evidence_id))

    # Photos

    def _show_without_clips(self, view: ObservationView) -> None:
        photo = next((one for one in view.evidence if one.kind is EvidenceKind.PHOTO), None)
        if photo is None:
            self._empty.offer(view.is_open)
            self._stack.setCurrentWidget(self._empty)
        else:
            self._show_photo(photo)

    def _show_photo(self, one: EvidenceView) -> None:
        work = self._context.work
        self._context.tasks.read(
            lambda: QImage.fromData(evidence.picture(work, one.id, _PICTURE_BOX)),
            lambda image: self._photo_read(one, image),
            owner=self,
        )

    def _photo_read(self, one: EvidenceView, image: QImage) -> None:
        if self._view is None or one.observation_id != self._view.id:
            return
        has_clips = self._wanted[Side.NOW] is not None
        self.picture.show_picture(image, texts.evidence_words(one), has_clips=has_clips)
        self._stack.setCurrentWidget(self.picture)

    # Room

    def set_scrolling(self, scrolls: bool) -> None:
        """Scroll by itself when there is too little height, or be as high as it needs."""
        self._clip_room.scrolls = scrolls
        self._clip_room.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pictures()

    def _fit_pictures(self) -> None:
        """No higher than the clips' own shape, so that they stand without bands of black."""
        wanted = self.player.heightForWidth(self.width())
        self.player.setMaximumHeight(max(wanted, self.player.minimumSizeHint().height()))

    # Wiring

    def _give_room(self, *, panel: bool) -> None:
        """The panel of a mark takes the place of the reflection while it is open."""
        both = all(clip is not None for clip in self._loaded.values())
        self.reflection.setVisible(both and not panel)
        if panel:
            QTimer.singleShot(0, self, lambda: self._clip_room.ensureWidgetVisible(self.panel))

    def _panel_closed(self) -> None:
        """The keys belong to the clip again."""
        self._give_room(panel=False)
        if self._clips.isVisible():
            self.player.panes.strips[self.player.active_side].setFocus()

    def _lay_out(self) -> None:
        self._clips = QWidget()
        clips = QVBoxLayout(self._clips)
        clips.setContentsMargins(0, 0, 0, 0)
        clips.setSpacing(SPACE_M)
        clips.addWidget(self.player, 1)
        clips.addWidget(self.panel)
        clips.addWidget(self.reflection)
        clips.addStretch()
        self._clip_room = _ClipRoom(self._clips)
        self._stack = QStackedWidget()
        for part in (self._clip_room, self.picture, self._empty):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.reflection.hide()

    def _connect(self) -> None:
        player = self.player
        if self._context.work.may(Act.OBSERVE):
            player.marker_requested.connect(self._marks.ask)
            player.marker_chosen.connect(self._marks.edit)
        player.still_requested.connect(self._marks.keep_still)
        player.sync_set.connect(self._keep_point)
        player.in_out_set.connect(self._keep_point)
        player.choose_requested.connect(self._choose)
        player.problem.connect(self._problem)
        player.refused.connect(self._context.messages.say)
        self._marks.asking.connect(lambda: self._give_room(panel=True))
        self._marks.changed.connect(self._reload)
        self._marks.marked.connect(self.marked)
        self._marks.still_kept.connect(self.evidence_changed)
        self.panel.closed.connect(self._panel_closed)
        self._compared.shown.connect(lambda: self._give_room(panel=not self.panel.isHidden()))
        self.picture.closed.connect(lambda: self._stack.setCurrentWidget(self._clip_room))

    def _problem(self, error: AppError) -> None:
        self._context.messages.problem(error)
