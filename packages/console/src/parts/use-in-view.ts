import { type RefObject, useEffect } from "react";

/** Keeps what is at hand in sight of a row that scrolls sideways: when it changes, and when the row gets another width. */
export function useInView(row: RefObject<HTMLElement | null>, selector: string, what: unknown): void {
  useEffect(() => {
    const box = row.current;
    if (box === null) return undefined;
    const show = () => {
      const here = box.querySelector<HTMLElement>(selector);
      if (here !== null) box.scrollLeft += here.getBoundingClientRect().left - box.getBoundingClientRect().left - 48;
    };
    const watch = new ResizeObserver(show);
    watch.observe(box);
    return () => watch.disconnect();
  }, [row, selector, what]);
}
