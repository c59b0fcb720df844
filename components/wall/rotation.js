// Which scene of the meeting-room screen is on, which one is next, and until when it rests; knows no page and no clock.
const RENEWED = 30; // rounds after which a scene is opened anew: a page open for weeks holds on to more and more

/**
 * The rotation and its state.
 *
 * `scenes`: `{ key, address, … }`, to which `shown` (what is drawn of it, or nothing yet) and `turn` (rounds so far) come;
 * `spots`: by scene what its spotlight falls on, one after the other; `dwell` and `resume`: seconds a scene stays, and a pause
 * lasts. `now` is a number of milliseconds everywhere.
 */
export class Rotation {
  current = -1;
  #pausedUntil = 0;
  #began;

  constructor(scenes, { spots, dwell, resume }, now) {
    this.scenes = scenes.map((scene) => ({ ...scene, shown: null, turn: 0 }));
    this.spots = spots;
    this.dwell = dwell * 1000;
    this.resume = resume * 1000;
    this.#began = now;
  }

  /** The scene that is on. */
  get scene() {
    return this.scenes[this.current];
  }

  /** What a scene's spotlight falls on this time; undefined where it has none. */
  spotOf(scene) {
    const spots = this.spots[scene.key];
    return spots?.length ? spots[scene.turn % spots.length] : undefined;
  }

  /** Whether a scene is left out: a spotlight with nothing to fall on. */
  isIdle(scene) {
    return this.spots[scene.key]?.length === 0;
  }

  /** The scene to get ready: the nearest from the current one on that is not `good(scene)`. */
  wanting(good) {
    const from = Math.max(this.current, 0);
    const order = this.scenes.map((_, n) => this.scenes[(from + n) % this.scenes.length]);
    return order.find((scene) => !this.isIdle(scene) && !good(scene));
  }

  /** Puts a scene on if it can be seen: `shown` says whether, `renewed` is what it took the place of if that is to be opened anew. */
  show(number, now) {
    const scene = this.scenes[number];
    if (!this.#canShow(number)) return { shown: false };
    const before = this.scene;
    this.current = number;
    this.#began = now;
    return { shown: true, renewed: before && before !== scene && this.#leaves(before) ? before : null };
  }

  /** Puts the first scene on that can be seen. */
  start(now) {
    return this.show(
      this.scenes.findIndex((_, number) => this.#canShow(number)),
      now,
    );
  }

  /** Puts the next scene on that can be seen, or the one before with `by` -1; a lone scene stays, and has its round counted. */
  step(by, now) {
    const count = this.scenes.length;
    for (let n = 1; n <= count; n++) {
      const number = (Math.max(this.current, 0) + by * n + count * n) % count;
      if (number !== this.current && this.#canShow(number)) return this.show(number, now);
    }
    this.#began = now;
    const lone = count === 1 && this.#leaves(this.scenes[0]);
    return { shown: false, renewed: lone ? this.scenes[0] : null };
  }

  /** Whether it rests. */
  get paused() {
    return this.#pausedUntil > 0;
  }

  /** Rests for as long as it may, or goes on; either way the scene begins anew. */
  pause(on, now, lasts = this.resume) {
    this.#pausedUntil = on ? now + lasts : 0;
    this.#began = now;
  }

  /** Somebody is there: a pause lasts from now. */
  prolong(now) {
    if (this.paused) this.#pausedUntil = now + this.resume;
  }

  /** Whether a pause has lasted as long as it may. */
  isRested(now) {
    return this.paused && now > this.#pausedUntil;
  }

  /** The part of its time that the scene has been on, 0 to 1; none of it counts while it rests. */
  passed(now) {
    return this.paused ? 0 : Math.min((now - this.#began) / this.dwell, 1);
  }

  #canShow(number) {
    const scene = this.scenes[number];
    return Boolean(scene?.shown) && (!this.isIdle(scene) || number === this.current);
  }

  // A spotlight falls on another committee or work the next time round: such a scene is opened anew each time.
  #leaves(scene) {
    scene.turn += 1;
    return this.spots[scene.key]?.length > 1 || scene.turn % RENEWED === 0;
  }
}

/** Whether a time of day such as `22:30` lies in a night from one such time to another; a night may end the day after. */
export function isNight(at, night) {
  if (!night) return false;
  const [from, to] = night;
  return from < to ? at >= from && at < to : at >= from || at < to;
}
