/** A piece of SQL with its parameters still apart, so that no value can ever become text of a statement. */
export type Sql = { readonly parts: readonly string[]; readonly values: readonly unknown[] }

type Piece = Sql | string | number | boolean | bigint | null | Date | readonly unknown[] | object

/**
 * Builds a piece of SQL. Interpolated pieces of SQL are spliced in, everything else becomes a parameter.
 * `sql\`select ${id('party')} where ${column} = ${value}\``
 */
export function sql(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Sql {
  const parts: string[] = [strings[0] ?? '']
  const values: unknown[] = []
  pieces.forEach((piece, at) => {
    const after = strings[at + 1] ?? ''
    if (isSql(piece)) splice(parts, values, piece, after)
    else {
      values.push(piece)
      parts.push(after)
    }
  })
  return { parts, values }
}

/** A name (table, column, alias), quoted. */
export function id(...names: readonly string[]): Sql {
  return raw(names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.'))
}

/** Text that is SQL already. Only for text that this program wrote itself. */
export function raw(text: string): Sql {
  return { parts: [text], values: [] }
}

/**
 * A string written into the statement as a literal, for names of JSON keys, which are never secrets nor
 * input.
 */
export function literal(text: string): Sql {
  return raw(
    text.includes('\\')
      ? ` E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
      : `'${text.replaceAll("'", "''")}'`,
  )
}

/** Pieces one after another, with a separator between. */
export function join(pieces: readonly Sql[], separator = ', '): Sql {
  const parts: string[] = ['']
  const values: unknown[] = []
  pieces.forEach((piece, at) => splice(parts, values, at === 0 ? piece : sql`${raw(separator)}${piece}`, ''))
  return { parts, values }
}

export const empty: Sql = raw('')

/** The statement as PostgreSQL wants it: text with $1, $2 … and the values. Equal values share no number. */
export function statement(piece: Sql): { text: string; values: unknown[] } {
  return { text: textOf(piece.parts), values: [...piece.values] }
}

/** Pieces that are kept and run again and again keep their text, which is long. */
const texts = new WeakMap<readonly string[], string>()

function textOf(parts: readonly string[]): string {
  const known = texts.get(parts)
  if (known !== undefined) return known
  let text = parts[0] ?? ''
  for (let at = 1; at < parts.length; at++) text += `$${at}${parts[at]}`
  texts.set(parts, text)
  return text
}

export function isSql(piece: unknown): piece is Sql {
  return typeof piece === 'object' && piece !== null && 'parts' in piece && 'values' in piece
}

function splice(parts: string[], values: unknown[], piece: Sql, after: string): void {
  parts[parts.length - 1] += piece.parts[0] ?? ''
  for (const part of piece.parts.slice(1)) parts.push(part)
  values.push(...piece.values)
  parts[parts.length - 1] += after
}
