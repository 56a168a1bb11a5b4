import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { fromAddress } from '../records/write/audit.ts'

/** From where users changed and read, as the log keeps it with each change and with sensitive reading. */
export function addressRows(
  connection: Connection,
  users: readonly string[],
): Promise<Record<string, unknown>[]> {
  return connection.query(
    sql`with told as (
          select e.at, substr(c, ${fromAddress.length + 1}::integer) as address
          from audit_entry e, unnest(e.confirmed) c
          where e.actor = any(${users}::uuid[]) and starts_with(c, ${fromAddress})
          union all
          select e.at, e.after ->> 'address' from audit_entry e
          where e.actor = any(${users}::uuid[]) and e.action = 'read' and e.after ->> 'address' is not null)
        select address, min(at) as first, max(at) as last, count(*)::integer as times
        from told group by address order by max(at) desc, address`,
  )
}
