import type { Format } from "./format.ts";
import { apacheAccess } from "./formats/web/apache-access/apache-access.ts";
import { nginxAccess } from "./formats/web/nginx-access/nginx-access.ts";

/** Every format, most specific first; identification asks all and takes the surest. */
export const formats: readonly Format[] = [nginxAccess, apacheAccess];
