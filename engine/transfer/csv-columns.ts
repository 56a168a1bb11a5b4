import { choiceLabelOf, choicesOf, type TextStyle } from '#model'
import type { ResolvedField } from '../catalog/resolved-model.ts'
import { id, join, literal, raw, sql, type Sql } from '../database/sql.ts'
import type { RecordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { targetOf } from '../records/write/references.ts'
import { guarded } from '../table-files/index.ts'
import { numberOf } from './reference-names.ts'
import { shows } from '../query/shows.ts'

/**
 * A field's cell in a CSV file as SQL: the text that its type's `toText` gives in the style of files (days
 * year first, a decimal point), harmless for spreadsheets. Null where only the type itself can tell.
 */
export function csvCell(scope: RecordScope, field: ResolvedField, style: TextStyle): Sql | null {
  const { type } = field.field
  if (plainTexts.has(type)) return guardedText(scope.column(field.name).sql)
  if (numbers.has(type)) return sql`(${scope.column(field.name).sql})::text`
  if (type === 'day') return sql`(${scope.column(field.name).sql})::text`
  if (type === 'instant') return sql`(${scope.column(field.name).sql} at time zone 'UTC')::text || ' UTC'`
  if (type === 'yesNo') {
    const word = (value: boolean) => literal(guarded(field.type.toText(value as never, field.field, style)))
    return sql`case ${scope.column(field.name).sql} when true then ${word(true)} when false then ${word(false)} end`
  }
  if (type === 'percent')
    return guardedText(sql`(trim_scale(${scope.column(field.name).sql} * 100)::text || ' %')`)
  if (type === 'tags') return listCell(scope, field, (one) => joinedPart(one))
  if (type === 'choices') return listCell(scope, field, choicePart(field, style))
  if (type === 'choice') return choiceCell(scope, field, style)
  return type === 'reference' ? referenceCell(scope, field) : null
}

/** Types whose text in a file is the value as it is stored. */
const plainTexts = new Set([
  'text',
  'longText',
  'email',
  'phone',
  'webAddress',
  'taxNumber',
  'bankAccount',
  'sequenceNumber',
  'code',
])

/** A number is never taken for a formula: at most a minus stands before its digits. */
const numbers = new Set(['integer', 'decimal', 'money'])

/** The word of each choice; a choice that was taken away since has its key. */
function choiceCell(scope: RecordScope, field: ResolvedField, style: TextStyle): Sql {
  const column = scope.column(field.name).sql
  const words = choicesOf(field.field).map(({ value }) => {
    const word =
      field.type.toText(value as never, field.field, style) ||
      choiceLabelOf(field.field, value, style.language)
    return sql`when ${literal(value)} then ${literal(guarded(word))}`
  })
  if (words.length === 0) return guardedText(column)
  return sql`case ${column} ${join(words, ' ')} else ${guardedText(column)} end`
}

/** Several texts as one cell, as `joinParts` puts them together; no text where there are none. */
function listCell(scope: RecordScope, field: ResolvedField, part: (one: Sql) => Sql): Sql {
  const list = scope.column(field.name).sql
  const joined = sql`select string_agg(${part(sql`one.text`)}, '; ' order by one.place) as text
    from unnest(${list}) with ordinality one(text, place)`
  // Most lists are empty, and then nothing is put together.
  return sql`case when ${list} <> '{}' then (select ${guardedText(sql`all_of.text`)} from (${joined}) all_of) end`
}

function joinedPart(one: Sql): Sql {
  return sql`case when strpos(${one}, ';') > 0 or starts_with(${one}, '"') or ${one} ~ ${outerSpace}
    then '"' || replace(${one}, '"', '""') || '"' else ${one} end`
}

function choicePart(field: ResolvedField, style: TextStyle): (one: Sql) => Sql {
  const words = choicesOf(field.field).map(({ value }) => {
    const word = field.type.toText([value] as never, field.field, style)
    return sql`when ${literal(value)} then ${literal(word)}`
  })
  return (one) =>
    words.length === 0 ? joinedPart(one) : sql`case ${one} ${join(words, ' ')} else ${joinedPart(one)} end`
}

/**
 * What `referenceNames` calls the record: by its number, else its title, and where others share that, its id.
 */
function referenceCell(scope: RecordScope, field: ResolvedField): Sql | null {
  const target = targetOf(field)
  const object = target === null || target === 'file' ? undefined : scope.reader.model.objects.get(target)
  if (!object) return null
  const title = object.fields.get(object.title)
  if (title?.field.type !== 'text' || title.column === null) return null
  if (sightOf(scope.reader, object)?.field(title.name) === undefined) return sql`null::text`
  const { from, on, scope: inner } = scope.others(field.name)
  const seen = inner.guard(title.name)
  const own = (column: string) => id(inner.alias, column)
  const shared = sql`exists (select 1 from ${id(object.table)} other
    where other.${id(title.column)} = ${own(title.column)} and other.id <> ${own('id')}
      and ${shows(scope.reader, object, 'other', title.name)})`
  const titled = sql`case when ${shared} then ${own('id')}::text else ${own(title.column)} end`
  const number = numberOf(object)
  const isNumbered = number && sightOf(scope.reader, object)?.field(number.name) !== undefined
  const name = isNumbered ? sql`coalesce(${inner.column(number.name).sql}, ${titled})` : titled
  // Most references are empty, and then nothing is looked for.
  const empty = field.column === null ? sql`false` : sql`${id(scope.alias, field.column)} is null`
  return sql`case when ${empty} then null else
    (select ${guardedText(sql`n.name`)} from (select ${name} as name from ${from}
      where ${on}${seen ? sql` and ${seen}` : sql``}) n) end`
}

/** The rule of `guarded` in SQL. Nearly all texts begin with a letter or a digit, which is told at once. */
function guardedText(value: Sql): Sql {
  const first = sql`ascii(${value})`
  return sql`case when ${value} >= 'A' collate "C" and ${value} < ${literal('\uff00')} collate "C"
      or ${value} >= '0' collate "C" and ${value} < ':' collate "C" then ${value}
    when ${first} in (${formulaStarts}) and ${value} !~ ${plainNumber} then '''' || ${value}
    when ${first} = ${apostrophe} and ${value} ~ ${startsFormula} then '''' || ${value}
    else ${value} end`
}

const starts = [...'=+-@\t\r\n＝＋－＠']
const formulaStarts = join(starts.map((one) => raw(String(one.codePointAt(0)))))
const apostrophe = raw(String("'".codePointAt(0)))
const startsFormula = literal(`^'+[${starts.filter((one) => one !== '-').join('')}-]`)
const plainNumber = literal('^[+-][0-9][0-9 .,\u00a0\u202f]*$')
/** What `trim` takes away, at either end. */
const space = '\\t\\n\\v\\f\\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'
const outerSpace = literal(`^[${space}]|[${space}]$`)
