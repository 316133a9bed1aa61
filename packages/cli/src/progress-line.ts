import type { InvestigationProgress } from "@stanch/model/handling";
import type { Say } from "./language.ts";
import { visible, writeAll } from "./terminal.ts";

const phases = {
  open: "phaseOpen",
  plan: "phasePlan",
  read: "phaseRead",
  correlate: "phaseCorrelate",
  thread: "phaseThread",
  write: "phaseWrite",
  done: "phaseDone",
} as const;

/** How often a line is drawn on a terminal, and said where there is none, in milliseconds. */
const DRAW = 100;
const SAY = 5000;

/** The progress of an investigation on stderr: one line that renews itself on a terminal, a line now and then elsewhere. */
export class ProgressLine implements Disposable {
  readonly #say: Say;
  readonly #terminal: boolean;
  readonly #width: number;
  #last = 0;
  #phase = "";
  #drawn = false;

  constructor(say: Say, stream: { readonly isTTY?: boolean; readonly columns?: number } = process.stderr) {
    this.#say = say;
    this.#terminal = stream.isTTY === true;
    this.#width = stream.columns ?? 100;
  }

  show(state: InvestigationProgress): void {
    const now = performance.now();
    const changed = state.phase !== this.#phase;
    if (!changed && now - this.#last < (this.#terminal ? DRAW : SAY)) return;
    this.#last = now;
    this.#phase = state.phase;
    const percent = state.bytesTotal === 0 ? "" : `${Math.floor((state.bytes / state.bytesTotal) * 100)}%`;
    const text = this.#say("progress", {
      phase: this.#say(phases[state.phase]),
      percent,
      events: String(state.events),
      detections: String(state.detections),
      path: visible(state.current ?? ""),
    });
    this.say(text);
  }

  /** Shows a line at once. */
  say(text: string): void {
    if (this.#terminal) {
      writeAll(2, `\r\u001b[2K${clip(text, this.#width - 1)}`);
      this.#drawn = true;
    } else writeAll(2, `${text}\n`);
  }

  /** Clears the line, so that what follows stands alone. */
  end(): void {
    if (this.#drawn) writeAll(2, "\r\u001b[2K");
    this.#drawn = false;
  }

  [Symbol.dispose](): void {
    this.end();
  }
}

/** Cuts to a number of terminal cells; Chinese takes two. */
function clip(text: string, cells: number): string {
  let used = 0;
  let cut = "";
  for (const char of text) {
    used += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(char)
      ? 2
      : 1;
    if (used > cells) return cut;
    cut += char;
  }
  return cut;
}
