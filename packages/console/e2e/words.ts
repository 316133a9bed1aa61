import { zh } from "../src/messages/zh/all.ts";

/** The words that people in the walk see: they work in Chinese; `look` checks every screen in English too. */
export const words = zh;
