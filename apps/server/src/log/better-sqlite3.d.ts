/** The part of better-sqlite3 that the log uses; the package ships no types. */
declare module 'better-sqlite3' {
  interface Statement<Parameters extends readonly unknown[], Row> {
    run(...parameters: Parameters): { readonly changes: number; readonly lastInsertRowid: number }
    get(...parameters: Parameters): Row | undefined
    iterate(...parameters: Parameters): IterableIterator<Row>
  }

  interface Options {
    /** Milliseconds to wait for a lock that another connection holds. */
    readonly timeout?: number
  }

  class Database {
    constructor(file: string, options?: Options)
    /** True between BEGIN and COMMIT or ROLLBACK, also one that SQLite did by itself. */
    readonly inTransaction: boolean
    prepare<Parameters extends readonly unknown[] = [], Row = unknown>(
      sql: string,
    ): Statement<Parameters, Row>
    /** Runs in a transaction, or, inside one, in a savepoint that is rolled back when it throws. */
    transaction<Parameters extends readonly unknown[], Result>(
      run: (...parameters: Parameters) => Result,
    ): (...parameters: Parameters) => Result
    pragma(sql: string, options?: { readonly simple: boolean }): unknown
    exec(sql: string): this
    close(): void
  }

  class SqliteError extends Error {
    readonly code: string
  }

  const exported: typeof Database & { readonly SqliteError: typeof SqliteError }
  export default exported
  export type { Database, Statement, SqliteError }
}
