/** Version of the program; the same as in `package.json` of the repository, which a test checks. */
export const version = "0.1.0";
