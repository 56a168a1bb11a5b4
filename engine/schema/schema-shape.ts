/**
 * How the tables of a schema look, in PostgreSQL's own words: definitions as `alter table … add` takes them.
 * Made from declarations, or read from a database, so that the two can be compared.
 */
export type SchemaShape = ReadonlyMap<string, TableShape>

export type TableShape = {
  /** Name → type, collation, `not null`, default. */
  readonly columns: ReadonlyMap<string, string>
  /** Name → `primary key (id)`, `foreign key …`. */
  readonly constraints: ReadonlyMap<string, string>
  /** Name → the whole `create index` statement. */
  readonly indexes: ReadonlyMap<string, string>
  /** Name → the whole `create trigger` statement. */
  readonly triggers: ReadonlyMap<string, string>
}

/** Two definitions mean the same whatever quotes and capitals they are written with. */
export function sameDefinition(left: string | undefined, right: string | undefined): boolean {
  return left !== undefined && right !== undefined && plain(left) === plain(right)
}

function plain(definition: string): string {
  return definition
    .toLowerCase()
    .replaceAll('"', '')
    .replace(/[()\s]+/g, ' ')
    .replaceAll(' ,', ',')
    .trim()
}
