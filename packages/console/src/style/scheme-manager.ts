import { localStorageColorSchemeManager, type MantineColorSchemeManager } from "@mantine/core";

/** Keeps light or dark under the key that `public/scheme.js` reads before the first paint. */
export const schemeManager: MantineColorSchemeManager = localStorageColorSchemeManager({ key: "stanch.scheme" });
