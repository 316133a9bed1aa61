import { StanchError } from "@stanch/model/error";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** While held, a request to stop aborts `signal` with `E_STOPPED` instead of ending the process; asking again changes nothing. */
export function interruption(): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new StanchError("E_STOPPED"));
  for (const name of signals) process.on(name, stop);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      for (const name of signals) process.off(name, stop);
    },
  };
}
