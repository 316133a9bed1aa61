/** The loops that people wait for: a chain, a page, an offer, a clock, a duty by law. */
export const watchedLoops = ["escalations", "contacts", "dispatches", "clocks", "legal"] as const;
export type WatchedLoop = (typeof watchedLoops)[number];

/** Told at the end of each turn of a watched loop that did its work; one that fails again and again does none, and falls silent. */
export type Beat = (loop: WatchedLoop) => void;
