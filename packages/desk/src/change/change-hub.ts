import { may } from "@stanch/model/role";
import type { Call, Change } from "../handler.ts";

/** Most changes kept for a listener that does not keep up; older ones are dropped, since a client asks again anyway. */
const BACKLOG = 1000;

/** Tells listeners what was committed. */
export interface ChangeHub {
  readonly publish: (change: Change) => void;
  readonly listen: (call: Call) => AsyncIterable<Change>;
  /** Ends every stream. */
  readonly close: () => void;
}

/** Whether the caller may know of it: staff of what they may read, a customer of its own, nobody else of anything. */
function concerns(call: Call, change: Change): boolean {
  const { roles } = call;
  switch (call.scope.kind) {
    case "staff":
      return (
        (change.incident === undefined || may(roles, "incident.read")) &&
        (change.request === undefined || may(roles, "request.read"))
      );
    case "customer":
      return change.customer === call.scope.customer;
    case "public":
      return false;
  }
}

class Listener implements AsyncIterableIterator<Change> {
  readonly #call: Call;
  readonly #gone: (listener: Listener) => void;
  readonly #waiting: ((result: IteratorResult<Change>) => void)[] = [];
  #backlog: Change[] = [];
  #done = false;
  constructor(call: Call, gone: (listener: Listener) => void) {
    this.#call = call;
    this.#gone = gone;
  }
  [Symbol.asyncIterator](): this {
    return this;
  }
  tell(change: Change): void {
    if (!concerns(this.#call, change)) return;
    const next = this.#waiting.shift();
    if (next !== undefined) next({ done: false, value: change });
    else this.#backlog = [...this.#backlog.slice(1 - BACKLOG), change];
  }
  async next(): Promise<IteratorResult<Change>> {
    const first = this.#backlog.shift();
    if (first !== undefined) return { done: false, value: first };
    if (this.#done) return { done: true, value: undefined };
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
  async return(): Promise<IteratorResult<Change>> {
    this.end();
    return { done: true, value: undefined };
  }
  end(): void {
    this.#done = true;
    this.#gone(this);
    for (const resolve of this.#waiting.splice(0)) resolve({ done: true, value: undefined });
  }
}

/** One hub for one process. */
export function changeHub(): ChangeHub {
  const listeners = new Set<Listener>();
  return {
    publish: (change) => {
      for (const listener of listeners) listener.tell(change);
    },
    listen: (call) => {
      const listener = new Listener(call, (gone) => void listeners.delete(gone));
      listeners.add(listener);
      return listener;
    },
    close: () => {
      for (const listener of listeners) listener.end();
    },
  };
}
