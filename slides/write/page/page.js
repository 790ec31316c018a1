"use strict";
// The slides of a page: shown below each other, one at a time, or with the speaker's notes.
// Without this script the page is complete: all slides, with everything that clicks would bring.
(() => {
  const body = document.body;
  const bar = { at: document.getElementById("at"), place: document.getElementById("place"), clock: document.getElementById("clock") };
  const live = body.dataset.live !== undefined;
  let slides = [], now = 0, step = 0, since = null, screen = null;

  const steps = (slide) => Number(slide.dataset.steps || 0);
  const shown = () => body.classList.contains("show");
  const notesOf = (slide) => slide.parentElement.querySelector(".notes");

  function collect() {
    slides = [...document.querySelectorAll("main > .page > .slide")];
    now = Math.max(0, Math.min(now, slides.length - 1));
  }

  function draw() {
    if (!slides.length) return;
    slides.forEach((slide, at) => {
      slide.classList.toggle("now", at === now);
      slide.classList.toggle("next", at === now + 1);
      notesOf(slide).classList.toggle("now", at === now);
      const done = !shown() || at < now ? Infinity : at === now ? step : 0;
      for (const part of slide.querySelectorAll("[data-step]")) part.classList.toggle("later", Number(part.dataset.step) > done);
    });
    const count = steps(slides[now]);
    for (const said of document.querySelectorAll(".notes [data-click]")) said.classList.toggle("said", Number(said.dataset.click) === step);
    bar.at.value = `${now + 1} / ${slides.length}` + (shown() && count ? ` · ${step}/${count}` : "");
    if (shown()) history.replaceState(null, "", "#" + slides[now].id + (step ? "~" + step : ""));
    screen?.postMessage({ slide: slides[now].id, step }, "*");
  }

  function go(to, wanted = 0) {
    if (!slides.length) return;
    now = Math.max(0, Math.min(to, slides.length - 1));
    step = Math.max(0, Math.min(wanted, steps(slides[now])));
    draw();
    if (!shown()) slides[now].scrollIntoView({ block: "start" });
    slides[now].focus({ preventScroll: true });
    if (body.classList.contains("speak")) (notesOf(slides[now]).querySelector(".said") ?? notesOf(slides[now])).scrollIntoView({ block: "nearest" });
  }

  const forward = () => (shown() && step < steps(slides[now]) ? go(now, step + 1) : go(now + 1));
  const back = () => (shown() && step > 0 ? go(now, step - 1) : now > 0 ? go(now - 1, Infinity) : undefined);

  function mode(name) {
    if (!shown() && name) now = nearest();
    body.classList.toggle("show", name !== "");
    body.classList.toggle("speak", name === "speak");
    for (const notes of document.querySelectorAll(".notes")) notes.open = name === "speak";
    if (name && since === null) since = Date.now();
    if (!name && document.fullscreenElement) document.exitFullscreen();
    go(now, step);
  }

  /** The slide that is highest in the window while all are below each other. */
  function nearest() {
    const tops = slides.map((slide) => Math.abs(slide.getBoundingClientRect().top - 8));
    return tops.indexOf(Math.min(...tops));
  }

  function find(name, wanted) {
    const at = slides.findIndex((slide) => slide.id === name);
    if (at >= 0) go(at, Number(wanted) || 0);
  }

  const fromAddress = () => find(...decodeURIComponent(location.hash.slice(1)).split("~"));

  /** A second window for the audience, which follows this one; the speaker keeps the notes. */
  function open() {
    screen = window.open(location.href.split("#")[0] + "#" + slides[now]?.id, "_blank", "popup,width=1280,height=720");
    if (screen) mode("speak");
  }
  addEventListener("message", (event) => {
    if (event.source === window.opener && typeof event.data?.slide === "string") {
      if (!shown()) mode("show");
      find(event.data.slide, event.data.step);
    } else if (event.source === screen && event.data === "ready") draw();
  });

  const keys = {
    ArrowRight: forward, PageDown: forward, " ": forward, ArrowDown: forward,
    ArrowLeft: back, PageUp: back, ArrowUp: back,
    Home: () => go(0), End: () => go(slides.length - 1),
    f: () => { mode(body.classList.contains("speak") ? "speak" : "show"); document.documentElement.requestFullscreen?.().catch(() => {}); },
    p: () => mode(shown() && !body.classList.contains("speak") ? "" : "show"),
    n: () => mode(body.classList.contains("speak") ? "show" : "speak"),
    r: () => { since = Date.now(); },
    w: open,
    Escape: () => mode(""),
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("a, button, summary") && [" ", "Enter"].includes(event.key)) return;
    const act = keys[event.key];
    if (!act || (!shown() && ["ArrowUp", "ArrowDown", "PageUp", "PageDown", " ", "Home", "End"].includes(event.key))) return;
    event.preventDefault();
    act();
  });
  addEventListener("hashchange", fromAddress);
  document.getElementById("present").addEventListener("click", () => mode("show"));
  document.getElementById("speaker").addEventListener("click", () => mode("speak"));
  document.getElementById("window").addEventListener("click", open);

  let touch = null;
  addEventListener("touchstart", (event) => { touch = event.changedTouches[0].clientX; }, { passive: true });
  addEventListener("touchend", (event) => {
    const moved = event.changedTouches[0].clientX - touch;
    if (shown() && Math.abs(moved) > 50) (moved < 0 ? forward : back)();
  }, { passive: true });

  setInterval(() => {
    const two = (value) => String(value).padStart(2, "0");
    const time = new Date();
    const ran = since === null ? "" : ` · ${two(Math.floor((Date.now() - since) / 60000))}:${two(Math.floor((Date.now() - since) / 1000) % 60)}`;
    bar.clock.value = `${two(time.getHours())}:${two(time.getMinutes())}${ran}`;
  }, 500);

  /** What a click is on, asked of the server, which knows the spec. */
  async function tell(event) {
    const slide = event.target.closest(".slide"), item = event.target.closest("[id]");
    if (!slide || event.target.closest("a")) return;
    const named = item && item !== slide && item.closest("svg") ? item.id.slice(slide.dataset.prefix.length) : "";
    const words = event.target.closest("text")?.textContent ?? "";
    const answer = await fetch("place?" + new URLSearchParams({ slide: slide.id, item: named, words: words.slice(0, 300) }));
    if (answer.ok) bar.place.textContent = await answer.text();
  }

  /** Changed slides replace their old selves; place, step and mode stay. */
  function swap(news) {
    document.getElementById("problems").textContent = news.problems;
    if (news.order) {
      const main = document.querySelector("main"), here = slides[now]?.id, scrolled = scrollY;
      const old = new Map([...main.children].map((page) => [page.dataset.name, page]));
      const read = (html) => new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
      main.replaceChildren(...news.order.map((name) => (news.changed[name] ? read(news.changed[name]) : old.get(name))));
      collect();
      const at = slides.findIndex((slide) => slide.id === here);
      now = at < 0 ? Math.max(0, Math.min(now, slides.length - 1)) : at;
      step = Math.min(step, steps(slides[now]));
      document.title = news.title;
      draw();
      scrollTo(0, scrolled);
    }
  }

  collect();
  draw();
  fromAddress();
  window.opener?.postMessage("ready", "*");
  if (live) {
    addEventListener("click", tell);
    const source = new EventSource("events?version=" + body.dataset.live);
    source.onmessage = (event) => swap(JSON.parse(event.data));
    source.onerror = () => { bar.place.textContent = "the watcher has stopped"; };
    source.onopen = () => { bar.place.textContent = ""; };
  }
})();
