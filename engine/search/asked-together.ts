import type { Connection, QueryOptions } from '../database/database.ts'
import { id, join, sql, type Sql } from '../database/sql.ts'

type Waiting = {
  readonly piece: Sql
  readonly options: QueryOptions
  readonly answer: (rows: never[]) => void
  readonly refuse: (error: unknown) => void
}

/**
 * A connection on which small questions that are asked at the same moment (`brief`) go in one statement: a
 * search over all objects asks one of each small table, and each trip to the database takes longer than its
 * answer, and a connection from somebody else. Rows come as JSON writes them: texts, numbers and ids.
 */
export function askedTogether(connection: Connection): Connection {
  let waiting: Waiting[] = []
  const ask = async (all: readonly Waiting[]): Promise<(readonly never[] | undefined)[]> => {
    const [only] = all
    if (only && all.length === 1) return [await connection.query<never>(only.piece, only.options)]
    const columns = all.map(
      ({ piece }, at) => sql`(select coalesce(json_agg(f), '[]') from (${piece}) f) as ${id(String(at))}`,
    )
    const [row = {}] = await connection.query<Record<string, never[]>>(sql`select ${join(columns)}`, {
      name: 'brief questions',
    })
    return all.map((_, at) => row[at])
  }
  const send = async (): Promise<void> => {
    const all = waiting
    waiting = []
    try {
      const answers = await ask(all)
      for (const [at, { answer }] of all.entries()) answer([...(answers[at] ?? [])])
    } catch (error) {
      for (const { refuse } of all) refuse(error)
    }
  }
  return {
    query<T>(piece: Sql, options?: QueryOptions): Promise<T[]> {
      if (!options?.brief) return connection.query<T>(piece, options)
      return new Promise<T[]>((answer, refuse) => {
        waiting.push({ piece, options, answer: answer as Waiting['answer'], refuse })
        if (waiting.length === 1) setImmediate(() => void send())
      })
    },
  }
}
