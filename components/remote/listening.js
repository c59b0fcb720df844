// Hears what a server says of something as soon as it does: by events, and where those do not come through, by asking.
const SILENT = 8_000; // ms without a word, of which the server says one every 5 s
const ASK = 1_000;
const ANEW = 15_000; // ms after which events are tried again
const PATIENCE = 8_000;

/**
 * Listens at an address until `stop` of what it gives is called. `heard` gets what is said; `over` is called when there is
 * nothing to be heard there any more, `lost` as long as nobody answers.
 */
export function listen(address, { heard, over = () => {}, lost = () => {} }) {
  let events = null;
  let opened = 0;
  let spoke = performance.now(); // when the last event came
  let stopped = false;

  function open() {
    events?.close();
    opened = performance.now();
    events = new EventSource(address);
    events.onmessage = ({ data }) => {
      spoke = performance.now();
      got(JSON.parse(data));
    };
  }

  function got(news) {
    if (!stopped) heard(news);
  }

  function end() {
    stopped = true;
    events?.close();
    clearInterval(watch);
  }

  async function ask() {
    try {
      const options = { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
      const answer = await fetch(address, options);
      if (stopped) return;
      if (answer.ok && answer.status !== 204) got(await answer.json());
      else if (answer.status < 500) {
        end();
        over();
      }
    } catch {
      lost();
    }
  }

  const watch = setInterval(() => {
    const now = performance.now();
    if (events.readyState === EventSource.OPEN && now - spoke < SILENT) return;
    ask();
    if (now - opened > ANEW && now - spoke > ANEW) open();
  }, ASK);
  open();
  return { stop: end };
}
