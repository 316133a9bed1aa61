/** Joins names of actors that are one intruder (union–find over strings; the smallest name stands for all). */
export class ActorGraph {
  readonly #parent = new Map<string, string>();

  find(name: string): string {
    const parent = this.#parent.get(name);
    if (parent === undefined || parent === name) return name;
    const root = this.find(parent);
    this.#parent.set(name, root);
    return root;
  }

  join(a: string, b: string): void {
    const left = this.find(a);
    const right = this.find(b);
    if (left === right) return;
    if (left < right) this.#parent.set(right, left);
    else this.#parent.set(left, right);
  }
}

/** Name of an actor by what is known of it, best first. */
export function actorName(address: string | undefined, host: string | undefined, account: string | undefined): string {
  if (address !== undefined) return `ip ${address}`;
  if (account !== undefined) return `account ${host ?? ""}\0${account}`;
  return `host ${host ?? ""}`;
}
