import { z } from "zod";

/** A sentence in both languages; neither may be empty. */
export const text = z.object({ zh: z.string().min(1), en: z.string().min(1) });
export type Text = z.infer<typeof text>;

/** The languages the product speaks; equals. */
export const language = z.enum(["zh", "en"]);
export type Language = z.infer<typeof language>;
