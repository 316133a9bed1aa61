/** What the server said to one statement; every value as PostgreSQL's text form. */
export interface SqlAnswer {
  readonly fields: readonly { readonly name: string; readonly oid: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** First word of the command tag: `INSERT`, `SELECT`, `ROLLBACK`. */
  readonly command: string;
  readonly affected: number;
}

/** One connection to a PostgreSQL, whichever. Statements run one after the other. */
export interface SqlSession {
  /** One statement with bound parameters (extended protocol: a second statement is refused by the server). */
  query(sql: string, params: readonly (string | null)[]): Promise<SqlAnswer>;
  /** Several statements without parameters; migrations only. */
  script(sql: string): Promise<void>;
}

/** Hands out sessions. A session is held by one caller at a time. */
export interface SqlPool {
  acquire(): Promise<SqlSession>;
  /** `broken`: the session is in an unknown state and must not be used again. */
  release(session: SqlSession, broken: boolean): Promise<void>;
  close(): Promise<void>;
}
