/** A position in a list that is newest first. */
export interface Page {
  readonly limit?: number | undefined;
  /** Id of the last row seen. */
  readonly before?: string | undefined;
}

export const pageSize = 200;
