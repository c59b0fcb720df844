// When a map that was lost is opened anew without asking.
const REST = 60_000; // ms in which it is done but once

/** Whether a page that was opened anew at a moment (0: never) may be so again now, both in milliseconds. */
export function due(last, now) {
  return !last || now - last > REST;
}
