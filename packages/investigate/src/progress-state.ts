import type { InvestigationProgress } from "@stanch/model/handling";
import type { FindingBook } from "./finding-book.ts";

type Listener = ((state: InvestigationProgress) => void) | undefined;

/** How far an investigation is, told to one listener on every step. */
export class ProgressState {
  readonly #listener: Listener;
  #state: InvestigationProgress = { phase: "open", bytes: 0, bytesTotal: 0, records: 0, events: 0, detections: 0 };

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  #set(change: Partial<InvestigationProgress>): void {
    this.#state = { ...this.#state, ...change };
    this.#listener?.(this.#state);
  }

  phase(phase: InvestigationProgress["phase"], bytesTotal = this.#state.bytesTotal): void {
    this.#set({ phase, bytesTotal });
  }

  /** A file is being opened. */
  opening(current: string): void {
    this.#set({ current });
  }

  /** A chunk of `bytes` of this file was read. */
  read(current: string, bytes: number, { records, events, detections }: FindingBook): void {
    this.#set({ current, bytes: this.#state.bytes + bytes, records, events, detections });
  }
}
