/** Work that is done again and again until the desk closes. */
export interface BackgroundLoop {
  readonly start: () => void;
  /** Runs it at once instead of at the next turn. */
  readonly wake: () => void;
  /** Ends after the turn under way. */
  readonly close: () => Promise<void>;
}

/**
 * Runs `turn` every `everyMs` milliseconds and when woken, one turn at a time. A turn that fails is reported and tried again at the
 * next.
 */
export function backgroundLoop(options: {
  readonly everyMs: number;
  readonly turn: () => Promise<void>;
  readonly failed: (error: unknown) => void;
}): BackgroundLoop {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let open = false;
  function next(): void {
    running = undefined;
    if (!open) return;
    if (again) {
      wake();
      return;
    }
    timer = setTimeout(wake, options.everyMs);
    timer.unref();
  }
  function wake(): void {
    if (!open) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    again = false;
    clearTimeout(timer);
    running = options.turn().catch(options.failed).finally(next);
  }
  const start = (): void => {
    open = true;
    wake();
  };
  const close = async (): Promise<void> => {
    open = false;
    clearTimeout(timer);
    await running;
  };
  return { start, wake, close };
}
