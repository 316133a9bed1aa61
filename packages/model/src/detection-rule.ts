import { z } from "zod";
import { ruleLevel } from "./detection.ts";
import { text } from "./text.ts";

/**
 * What people are told of a rule that detections name by its id.
 *
 * @example { id: "b9270f53-…", title: { zh: "三十分钟内同一地址六个账号被拒", en: "Six accounts refused …" }, level: "high" }
 */
export const detectionRule = z.object({ id: z.string(), title: text, level: ruleLevel });
export type DetectionRule = z.infer<typeof detectionRule>;
