"""A learner's browser tab, as the server sees it: Streamlit's own messages on its websocket.

What is sent is what Streamlit's frontend and our components' JavaScript send (their frames were
read in a browser): every rerun carries the address, the state of every control that was touched,
the fragment of the control that changed, and the hashes of the large messages that the tab holds.
The address is kept as ``lab/components/address_bar`` keeps it.
"""

import asyncio
import itertools
import json
import math
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import perf_counter
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.benches import Read, opened, read
from tests.component_messages import told
from tests.recognisers import Read as Face
from tests.recognisers import read as read_face

STREAM, HEALTH = "_stcore/stream", "_stcore/health"
XSRF = "_streamlit_xsrf"
NO_TOKEN = "PLACEHOLDER_AUTH_TOKEN"
DRAWN = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
PATIENCE = 20.0  # seconds until an answer counts as lost
RETRIES, PAUSE = 40, 0.25  # of a reconnection, and seconds between two
T = TypeVar("T")


class Lost(Exception):
    """The server never answered, or not with what was sent."""


class Cut(Exception):
    """The session ended while a change was on its way; the page shows what was before it."""


class Shown(NamedTuple):
    """An element on the page, and the run and fragment that put it there."""

    element: Element
    fragment: str
    run: str


class Sent(NamedTuple):
    """A change on its way: what the address will say once a run has carried it."""

    key: str  # of the control
    name: str  # in the address
    text: str | None
    at: float
    answered: asyncio.Future[float]


class Tab:
    """One session. Use as ``async with Tab(address) as tab: await tab.open("/grid_lab?right=1")``.

    Attributes
    ----------
    published : dict
        What the last finished run wrote into the address bar; None where it is the default.
    answers : list of (key, seconds)
        The control, and the time from its change to the end of the run that carried it, or a
        later one.
    errors : list of str
        Exceptions in the page or the session, and pages that were not found.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.published: dict[str, str | None] = {}
        self.answers: list[tuple[str, float]] = []
        self.errors: list[str] = []
        self.session = ""
        self.reconnections = 0
        self._back = False  # whether the connection broke, and the page was not drawn since
        self._known, self._stranger = (
            "",
            False,
        )  # the session the page is of; whether this is not it
        self._again: asyncio.Task[None] | None = None
        self.deaf = False  # whether what is sent goes nowhere
        self.http = requests.Session()
        self._socket: ClientConnection | None = None
        self._listener: asyncio.Task[None] | None = None
        self._turned = asyncio.Event()  # set at every end of a run, and replaced
        self._states: dict[str, WidgetState] = {}
        self._stages: dict[str, dict[str, Any]] = {}  # by the stage's key, then by a value's
        self._query: dict[str, str] = {}
        self._pages: dict[str, str] = {}
        self._page, self._place = "", ""  # its script's hash, its name in the address
        self._shown: dict[tuple[int, ...], Shown] = {}
        self._held: dict[str, tuple[ForwardMsg, int]] = {}  # hash: message, last run it was used
        self._keep = 0  # runs for which a message that was not used is held
        self._runs = 0
        self._run, self._fragments = "", frozenset[str]()
        self._whole = ""  # the last run that came to its page's end, where the address is written
        self._under_way: list[Sent] = []
        self._asked: dict[str, asyncio.Future[Any]] = {}
        self._numbers = itertools.count()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.leave()

    # ---------------------------------------------------------------- coming and going

    async def open(self, path: str) -> None:
        """Open a link: connect, ask for the page, and wait until it is drawn."""
        where = urlsplit(path)
        self._query = dict(parse_qsl(where.query))
        self._place = where.path.strip("/")
        await self._connect()
        await self._full_run(page_name=self._place)

    async def visit(self, page: str) -> None:
        """Press a link of the sidebar: the page's name as in its address."""
        self._states.clear()
        self._stages.clear()
        self._query.clear()
        self._page, self._place = self._pages[page], page
        await self._full_run()

    async def leave(self) -> None:
        """Close the tab."""
        if self._listener is not None:
            self._listener.cancel()
        if self._socket is not None:
            await self._socket.close()
        self.http.close()

    async def _connect(self) -> None:
        """Greet the server as the frontend does, which also brings the cookies."""
        await asyncio.to_thread(self._greet)
        token = self.http.cookies.get(XSRF) or NO_TOKEN
        cookies = "; ".join(f"{c.name}={c.value}" for c in self.http.cookies)
        self._socket = await connect(
            f"ws{self.address.removeprefix('http')}/{STREAM}",
            subprotocols=["streamlit", token, *filter(None, [self.session])],  # type: ignore[list-item]
            origin=self.address,  # type: ignore[arg-type]
            additional_headers={"Cookie": cookies} if cookies else None,
            compression=None,
            max_size=None,
            proxy=None,
            ping_interval=None,
        )
        self._listener = asyncio.create_task(self._listen(self._socket))

    def _greet(self) -> None:
        self.http.get(f"{self.address}/{HEALTH}", timeout=PATIENCE).raise_for_status()

    async def _reconnect(self) -> None:
        """What the frontend does when the connection breaks.

        It knocks until it is let in, and asks for the page if a run was under way or the last one
        was a fragment's; else our ``reconnect`` does.
        """
        self._back = True
        for _ in range(RETRIES):
            await asyncio.sleep(PAUSE)
            try:
                await self._connect()
            except (OSError, requests.RequestException, InvalidHandshake):
                continue
            self.reconnections += 1
            if self._under_way or self._fragments or self._whole != self._run:
                await self._send(self._rerun())
            else:
                component = self.find("bidi_component", "reconnect").element.bidi_component
                asked = self._trigger(component.id, "back", True)
                await self._send(self._rerun())
                del self._states[asked]
            return
        self.errors.append("the server did not come back")

    async def _reload(self) -> None:
        """Open the page again from its address, in a session of its own."""
        for sent in self._under_way:
            sent.answered.set_result(math.nan)
        for kept in (self._under_way, self._states, self._stages, self._shown, self._held):
            kept.clear()
        socket, self._socket, self.session = self._socket, None, ""
        if socket is not None:
            await socket.close()
        self._known, self._stranger = "", False
        try:
            await self._connect()
        except (OSError, requests.RequestException, InvalidHandshake) as error:
            self.errors.append(repr(error))
        await self._send(self._rerun(page_name=self._place))

    # ---------------------------------------------------------------- doing

    async def slide(self, key: str, name: str, value: int, *, default: int = 0) -> Sent:
        """Move a live slider's thumb to a value; does not wait for the answer."""
        return await self._report(key, name, value, None if value == default else str(value))

    async def use(self, stage: str, key: str, name: str, now: Any, text: str | None) -> Sent:
        """Change one value on a stage: where a slider's thumb rests, or the numbers of a grid.

        A stage, a bench or a recogniser, reports all that is on it at once.
        """
        await self.quiet_page()
        shown = self.find("bidi_component", stage)
        values = self._adopt(stage)
        values[key] = {"now": now, "revision": values[key]["revision"]}
        state = WidgetState(id=shown.element.bidi_component.id)
        state.json_value = json.dumps({"value": values})
        return await self._change(state, shown.fragment, key, name, text)

    def _adopt(self, stage: str) -> dict[str, Any]:
        """What stands on a stage; what Python has chosen is taken once, as its script does it."""
        sent = dict(opened(self._posted(stage, "state"))[0]["settled"])
        if self._is_bench(stage):
            found = self.bench(stage)
            for spec in (grid for row in found.head["rows"] for grid in row["grids"]):
                if spec.get("edit"):
                    numbers = found.values[spec["name"]][0].tolist()
                    sent[spec["key"]] = {"now": numbers, "revision": spec.get("revision", 0)}
        values = self._stages.setdefault(stage, {})
        for key, value in sent.items():
            if key not in values or values[key]["revision"] != value["revision"]:
                values[key] = value
        return values

    def _is_bench(self, stage: str) -> bool:
        component = self.find("bidi_component", stage).element.bidi_component
        return component.component_name.endswith(".bench")

    async def choose(self, key: str, name: str, option: str, text: str | None) -> Sent:
        """Press a segment of a control."""
        shown = self.find("button_group", key)
        state = WidgetState(id=shown.element.button_group.id)
        state.string_array_value.data.append(option)
        return await self._change(state, shown.fragment, key, name, text)

    async def upload(self, name: str, data: bytes) -> None:
        """Put a file into the page's uploader, and wait until the page is drawn."""
        asked = BackMsg()
        asked.file_urls_request.request_id = str(next(self._numbers))
        asked.file_urls_request.session_id = self.session
        asked.file_urls_request.file_names.append(name)
        answer = self._asked[asked.file_urls_request.request_id] = (
            asyncio.get_running_loop().create_future()
        )
        await self._send(asked)
        urls = (await asyncio.wait_for(answer, PATIENCE)).file_urls[0]
        put = await asyncio.to_thread(
            self.http.put,
            self.address + urls.upload_url,
            files={"file": (name, data)},
            headers={"X-Xsrftoken": self.http.cookies.get(XSRF) or ""},
            timeout=PATIENCE,
        )
        if put.status_code != 204:
            self.errors.append(f"upload: {put.status_code} {put.text[:200]}")
            return
        shown = self.find("file_uploader")
        state = WidgetState(id=shown.element.file_uploader.id)
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.name, info.size, info.file_id = name, len(data), urls.file_id
        info.file_urls.CopyFrom(urls)
        self._states[state.id] = state
        await self._send(self._rerun(shown.fragment))
        await self._finished(asyncio.get_running_loop().time() + PATIENCE)

    def _trigger(self, component: str, event: str, value: object) -> str:
        """Add an event to what is sent next; the caller takes it out, for it is told once."""
        state = WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{component}__events")
        state.json_trigger_value = json.dumps([{"event": event, "value": value}])
        self._states[state.id] = state
        return state.id

    async def _report(self, key: str, name: str, now: Any, text: str | None) -> Sent:
        """What our components send: the value, with the revision that Python issued."""
        await self.quiet_page()
        shown = self.find("bidi_component", key)
        component = shown.element.bidi_component
        revision = json.loads(component.json)["revision"]
        state = WidgetState(id=component.id)
        state.json_value = json.dumps({"value": {"now": now, "revision": revision}})
        return await self._change(state, shown.fragment, key, name, text)

    async def _change(
        self, state: WidgetState, fragment: str, key: str, name: str, text: str | None
    ) -> Sent:
        self._states[state.id] = state
        answered = asyncio.get_running_loop().create_future()
        sent = Sent(key, name, text, perf_counter(), answered)
        self._under_way.append(sent)
        await self._send(self._rerun(fragment))
        return sent

    async def answer(self, sent: Sent, patience: float = PATIENCE) -> float:
        """Wait for the answer to a change; seconds since it was sent."""
        try:
            seconds = await asyncio.wait_for(asyncio.shield(sent.answered), patience)
        except TimeoutError:
            raise Lost(
                f"{sent.name} became {self.published.get(sent.name)}, not {sent.text}"
            ) from None
        if math.isnan(seconds):
            raise Cut(f"{sent.name} was to become {sent.text}")
        return seconds

    async def quiet(self) -> None:
        """Wait until the page shows all that was done, also what was done while it was cut off."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while self._back or self._under_way:
            await self._finished(deadline)

    async def quiet_page(self) -> None:
        """Wait until a page that is being asked for again is drawn: there is nothing to touch."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while self._back:
            await self._finished(deadline)

    # ---------------------------------------------------------------- looking

    def find(self, kind: str, key: str = "") -> Shown:
        """The element of a kind whose widget has this key."""
        for shown in self._shown.values():
            if shown.element.WhichOneof("type") == kind:
                of_kind = getattr(shown.element, kind)
                if not key or of_kind.id.endswith(f"-{key}"):
                    return shown
        raise Lost(f"there is no {kind} {key} on the page")

    def bench(self, key: str) -> Read:
        """What a bench shows."""
        return read(*(self._posted(key, part) for part in ("frames", "state")))

    def recogniser(self, key: str) -> Face:
        """What a recogniser shows."""
        return read_face(*(self._posted(key, part) for part in ("picture", "state")))

    def _posted(self, key: str, part: str) -> bytes:
        message: bytes = self.find("bidi_component", f"{key} {part}").element.bidi_component.bytes
        return message

    def drawn(self) -> Iterator[str]:
        """What every picture of a component says to those who cannot see it."""
        for shown in self._shown.values():
            if shown.element.WhichOneof("type") == "bidi_component":
                yield from told(shown.element.bidi_component)

    def settings(self) -> dict[str, str]:
        """What the address bar says now."""
        return {name: text for name, text in self.published.items() if text is not None}

    # ---------------------------------------------------------------- messages out

    def _rerun(self, fragment: str = "", page_name: str = "") -> BackMsg:
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string = urlencode(self._query, safe="*")
        rerun.widget_states.CopyFrom(WidgetStates(widgets=self._states.values()))
        rerun.page_script_hash = "" if page_name else self._page
        rerun.page_name = page_name
        rerun.fragment_id = fragment
        rerun.cached_message_hashes.extend(self._held)
        rerun.context_info.timezone = "UTC"
        rerun.context_info.locale = "en-US"
        rerun.context_info.url = f"{self.address}/{page_name}"
        rerun.context_info.is_embedded = False
        rerun.context_info.color_scheme = "light"
        return message

    async def _send(self, message: BackMsg) -> None:
        assert self._socket is not None
        if self.deaf:
            return
        try:
            await self._socket.send(message.SerializeToString())
        except ConnectionClosed:
            return  # as the frontend drops it; the control reports again when the tab is back

    async def _full_run(self, page_name: str = "") -> None:
        deadline = asyncio.get_running_loop().time() + PATIENCE
        runs = self._runs
        await self._send(self._rerun(page_name=page_name))
        while self._runs == runs or self._fragments:
            await self._finished(deadline)

    async def _finished(self, deadline: float) -> None:
        """Wait until a run ends."""
        turned = self._turned
        try:
            async with asyncio.timeout_at(deadline):
                await turned.wait()
        except TimeoutError:
            raise Lost(f"the page was not drawn {self.errors or ''}") from None

    # ---------------------------------------------------------------- messages in

    async def _listen(self, socket: ClientConnection) -> None:
        try:
            with suppress(ConnectionClosed):
                async for data in socket:
                    message = ForwardMsg()
                    message.ParseFromString(data)
                    self._take(message)
            if socket is self._socket:
                await self._reconnect()
        except Exception as error:  # nobody waits for this task
            self.errors.append(repr(error))

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        take: Callable[[ForwardMsg], None] | None = {
            "ref_hash": self._take_reference,
            "new_session": self._take_new_run,
            "navigation": self._take_pages,
            "delta": self._take_delta,
            "script_finished": self._take_end,
            "file_urls_response": self._take_urls,
        }.get(kind or "")
        if take is not None:
            take(message)
        elif kind in ("session_event", "page_not_found"):
            self.errors.append(str(message)[:500])

    def _take_new_run(self, message: ForwardMsg) -> None:
        self._run = message.metadata.run.script_run_id
        self._fragments = frozenset(message.metadata.run.fragment_ids)
        self._page = message.new_session.page_script_hash
        self.session = message.new_session.initialize.session_id
        self._keep = message.new_session.config.max_cached_message_age

    def _take_pages(self, message: ForwardMsg) -> None:
        pages = message.navigation.app_pages
        self._pages = {page.url_pathname: page.page_script_hash for page in pages}
        self._page = message.navigation.page_script_hash

    def _take_reference(self, message: ForwardMsg) -> None:
        """The server trusts that the tab still holds a message, and sends its hash only."""
        held, _ = self._held.get(message.ref_hash, (None, 0))
        if held is None:  # the frontend gives up here
            self.errors.append("the server referred to a message that the tab no longer holds")
            return
        self._held[message.ref_hash] = held, self._runs
        self._show(message, held)

    def _take_delta(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable:
            self._held[message.hash] = message, self._runs
        self._show(message, message)

    def _show(self, place: ForwardMsg, message: ForwardMsg) -> None:
        if message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        path = tuple(place.metadata.delta_path)
        self._shown[path] = Shown(element, message.delta.fragment_id, self._run)
        if element.WhichOneof("type") == "exception":
            self.errors.append(f"{element.exception.type}: {element.exception.message}")
        elif element.bidi_component.component_name.endswith(".address_bar"):
            bar = json.loads(element.bidi_component.json)
            self._publish(bar["settings"], bar["session"])

    def _publish(self, settings: dict[str, str | None], session: str) -> None:
        """What ``address_bar.js`` does: write, or open the page again in a session it is new to."""
        self._stranger = self._known not in ("", session)
        if self._stranger:
            return
        self.published, self._whole, self._known = settings, self._run, session
        for name, text in settings.items():
            if text is None:
                self._query.pop(name, None)
            else:
                self._query[name] = text

    def _take_end(self, message: ForwardMsg) -> None:
        if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            self.errors.append("a page did not compile")
        if message.script_finished not in DRAWN:
            return
        self._runs += 1
        self._forget()
        if self._stranger:
            self._again = asyncio.create_task(self._reload())
            return
        self._settle()
        self._back &= self._whole != self._run
        self._turned.set()
        self._turned = asyncio.Event()

    def _forget(self) -> None:
        """Drop what this run has not drawn again, and messages that were not used for a while."""
        for path, shown in list(self._shown.items()):
            ran = not self._fragments or shown.fragment in self._fragments
            if ran and shown.run != self._run:
                del self._shown[path]
        for name, (message, last) in list(self._held.items()):
            ran = not self._fragments or message.delta.fragment_id in self._fragments
            if ran and self._runs - last > self._keep:
                del self._held[name]

    def _settle(self) -> None:
        """The newest change that this run shows, and all before it, are answered."""
        now = perf_counter()
        shown = [i for i, s in enumerate(self._under_way) if self.published.get(s.name) == s.text]
        if not shown:
            return
        for sent in self._under_way[: shown[-1] + 1]:
            self.answers.append((sent.key, now - sent.at))
            sent.answered.set_result(now - sent.at)
        del self._under_way[: shown[-1] + 1]

    def _take_urls(self, message: ForwardMsg) -> None:
        found = message.file_urls_response
        self._asked.pop(found.response_id).set_result(found)


def run(lesson: Coroutine[Any, Any, T]) -> T:
    """Run it in a thread of its own: Playwright, once used, keeps a loop in the main one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, lesson).result()
