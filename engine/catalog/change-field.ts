import { choicesOf, fieldTypeOf, fieldTypes, type Field } from '#model'
import type { Actor } from '../access/actor.ts'
import { id, sql, type Sql } from '../database/sql.ts'
import { fieldErrors, type FieldError } from '../errors.ts'
import { fieldOf, finish, objectOf } from './add-field.ts'
import { isLarge } from './bring-table-to.ts'
import { changeCatalog, type CatalogChange, type CatalogParts } from './catalog-change.ts'
import { isReshaped } from './is-reshaped.ts'
import { readField, readWords, refuseTitle } from './read-field.ts'
import type { ResolvedField, ResolvedObject } from './resolved-model.ts'
import { beginWidening, callOffWidening, refuseWhileWidening, wideningOf } from './widen-field.ts'
import { said } from '../said/said.ts'
import { isWhole } from './wholly-seen.ts'
import { called } from '../said/called.ts'
import type { Sentence } from '../said/sayer.ts'
import type { FormulaFault } from './settle-formulas.ts'

/**
 * Kinds that a field may become without any value being lost: every value of the one is a value of the
 * other.
 */
const widenings: Readonly<Record<string, readonly string[]>> = {
  text: ['longText'],
  choice: ['text', 'longText'],
  code: ['text', 'longText'],
  email: ['text', 'longText'],
  phone: ['text', 'longText'],
  webAddress: ['text', 'longText'],
  taxNumber: ['text', 'longText'],
  bankAccount: ['text', 'longText'],
  sequenceNumber: ['text', 'longText'],
  integer: ['decimal', 'money'],
  decimal: ['money'],
  percent: ['decimal'],
  choices: ['tags'],
  file: ['image'],
}

/** Changes the words or settings of a field. */
export async function changeField(
  parts: CatalogParts,
  actor: Actor,
  object: string,
  name: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  await changeCatalog(parts, actor, async (change) => {
    const face = objectOf(change.before, object)
    const field = fieldOf(change.before, object, name)
    if (field.custom && field.owner === object) await changeAdded(parts, change, face, field, changes)
    else await adjust(change, face, field, changes)
  })
}

const adjustable = ['label', 'labels', 'help', 'synonyms', 'sensitive']

/**
 * Built-in fields are called and explained as the firm likes, and their reading is logged where it wants; all
 * else about them is Kontor's own.
 */
async function adjust(
  change: CatalogChange,
  face: ResolvedObject,
  { name, field, owner, system }: ResolvedField,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const stray = Object.keys(changes).find((key) => !adjustable.includes(key))
  if (stray !== undefined || system) {
    const at = stray?.slice(0, 80) ?? name
    const message = said(
      '{label} belongs to Kontor itself: only its label, help and synonyms can be changed, and whether its reading is logged.',
      { label: called(field) },
    )
    throw fieldErrors([{ field: at, code: 'builtIn', message }])
  }
  const errors: FieldError[] = []
  const words = readWords({ label: field.label, ...changes }, errors)
  const { sensitive } = changes
  if (sensitive !== undefined && typeof sensitive !== 'boolean')
    errors.push({ field: 'sensitive', code: 'flag', message: said('Write true or false.') })
  if (sensitive === true) refuseTitle(face, name, errors)
  if (errors.length > 0) throw fieldErrors(errors)
  const kept = {
    ...Object.fromEntries(Object.entries(words).filter(([key]) => key in changes)),
    ...(sensitive === undefined ? {} : { sensitive }),
  }
  await change.tx.query(
    sql`insert into catalog_adjustment (object, field, changes) values (${owner}, ${name}, ${JSON.stringify(kept)}::jsonb)
        on conflict (object, field) do update set changes = catalog_adjustment.changes || excluded.changes`,
  )
  await change.audit({
    action: 'changeField',
    object: face.name,
    before: { name, label: field.label, ...(field.sensitive ? { sensitive: true } : {}) },
    after: { name, ...kept },
  })
}

async function changeAdded(
  parts: CatalogParts,
  change: CatalogChange,
  face: ResolvedObject,
  field: ResolvedField,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { name: _, ...asked } = { ...inputOf(field, changes['type']), ...changes }
  const { field: wanted } = readField(
    change.before,
    face,
    { ...asked, name: field.name },
    { language: change.actor.language, shaper: change.actor, known: field.field },
  )
  const underWay = await wideningOf(change.tx, face.name, field.name)
  if (underWay && changes['type'] === field.field.type) await callOffWidening(change, face, field)
  else if (underWay && wanted.type !== underWay.type) await refuseWhileWidening(change.tx, face.name, field)
  checkKind(field, wanted)
  await checkValues(change, face, field, wanted)
  await declare(change, face, field, wanted)
  const settled = await change.after()
  const fault = settled.faults[0]
  if (fault) throw fieldErrors([{ field: 'formula', code: 'formula', message: faultText(fault, field) }])
  if (isRewritten(field, wanted) && (await isLarge(change.tx, face.table))) {
    await declare(change, face, field, field.field)
    return beginWidening(parts, change, face, field, wanted)
  }
  const now = fieldOf(settled.model, face.name, field.name)
  if (isReshaped(field, now, change.before, settled.model)) await finish(parts, change, settled.model, now)
  await change.audit({
    action: 'changeField',
    object: face.name,
    before: { name: field.name, ...field.field },
    after: { name: field.name, ...wanted },
  })
}

async function declare({ tx }: CatalogChange, face: ResolvedObject, { name }: ResolvedField, wanted: Field) {
  await tx.query(
    sql`update catalog_field set declaration = ${JSON.stringify(wanted)}::json where object = ${face.name} and name = ${name}`,
  )
}

/** Whether PostgreSQL would have to write the whole table anew, with everybody waiting. */
function isRewritten({ type, field }: ResolvedField, wanted: Field): boolean {
  return type.column(field) !== fieldTypeOf(wanted).column(wanted)
}

function faultText(fault: FormulaFault, field: ResolvedField): Sentence {
  return fault.field === field.name
    ? fault.message
    : said('The formula {formula} reads it. {why}', {
        formula: `${fault.object}.${fault.field}`,
        why: fault.message,
      })
}

/** A field as it would be asked for, by what another kind that it becomes can be told. */
function inputOf(
  { name, field, type: { settings } }: ResolvedField,
  becomes: unknown,
): Record<string, unknown> {
  const { how, readOnly: _, ...rest } = field as Field & Record<string, unknown>
  const known = becomes === undefined ? settings : (fieldTypes.get(String(becomes))?.settings ?? settings)
  for (const { name: setting } of settings)
    if (!known.some((one) => one.name === setting)) delete rest[setting]
  return { name, ...rest, ...(how === 'required' ? { required: true } : {}) }
}

function checkKind({ field }: ResolvedField, wanted: Field): void {
  if (wanted.type === field.type) {
    const fixed = ['to', 'of', 'via', 'owned', 'list', 'gives'].find((key) => wanted[key] !== field[key])
    if (fixed === undefined) return
    const message = said('What the field holds cannot be changed. Add another field, and retire this one.')
    throw fieldErrors([{ field: fixed, code: 'fixed', message }])
  }
  if (widenings[field.type]?.includes(wanted.type)) return
  const choices = widenings[field.type]?.join(', ')
  const message = choices
    ? said('A field of the kind {kind} can only become: {choices}. Add another field instead.', {
        kind: field.type,
        choices,
      })
    : said('A field of the kind {kind} cannot become another kind. Add another field instead.', {
        kind: field.type,
      })
  throw fieldErrors([{ field: 'type', code: 'type', message }])
}

async function checkValues(
  change: CatalogChange,
  face: ResolvedObject,
  field: ResolvedField,
  wanted: Field,
): Promise<void> {
  if (field.column === null) return
  const column = id(field.column)
  if (wanted.unique && !field.field.unique) await refuseDoubles(change, face, field, column)
  if (wanted.type !== field.field.type) await refuseLostWords(change, face, field, column)
  if (!['choice', 'choices'].includes(wanted.type)) return
  const kept = new Set(choicesOf(wanted).map((choice) => choice.value))
  const gone = choicesOf(field.field)
    .map((choice) => choice.value)
    .filter((value) => !kept.has(value))
  if (gone.length === 0) return
  if (!(await holdsChoice(change, face, field, column, gone))) return
  const message = said(
    'Records hold these choices: {choices}. Retire them ({ retired: true }) instead of taking them out.',
    { choices: gone.join(', ') },
  )
  throw fieldErrors([{ field: 'values', code: 'inUse', message }])
}

/** Records hold the keys of choices: in a text people would read the key where the word stood. */
async function refuseLostWords(
  change: CatalogChange,
  face: ResolvedObject,
  field: ResolvedField,
  column: Sql,
): Promise<void> {
  const lost = choicesOf(field.field).filter(({ value, label, labels }) =>
    [label, ...Object.values(labels ?? {})].some((word) => word.toLowerCase() !== value.toLowerCase()),
  )
  const keys = lost.map(({ value }) => value)
  const [first] = lost
  if (!first || !(await holdsChoice(change, face, field, column, keys))) return
  const message = said(
    'Records would show "{key}" where "{word}" stands now. Add another field, and take the words over into it by an export and an import.',
    { key: first.value, word: called(first) },
  )
  throw fieldErrors([{ field: 'type', code: 'inUse', message }])
}

async function holdsChoice(
  { tx }: CatalogChange,
  face: ResolvedObject,
  { field }: ResolvedField,
  column: Sql,
  keys: readonly string[],
): Promise<boolean> {
  const held = field.type === 'choice' ? sql`${column} = any(${keys})` : sql`${column} && ${keys}::text[]`
  const [found] = await tx.query(sql`select from ${id(face.table)} where ${held} limit 1`)
  return found !== undefined
}

async function refuseDoubles(
  { tx, actor }: CatalogChange,
  face: ResolvedObject,
  field: ResolvedField,
  column: Sql,
): Promise<void> {
  const [twice] = await tx.query<{ value: string }>(
    sql`select ${column}::text as value from ${id(face.table)} where ${column} is not null
        group by ${column} having count(*) > 1 limit 1`,
  )
  if (!twice) return
  const message = isWhole(actor, face, field)
    ? said('Several records hold "{value}". Make them differ first.', { value: twice.value.slice(0, 60) })
    : said('Several records hold the same value. Make them differ first.')
  throw fieldErrors([{ field: 'unique', code: 'double', message }])
}
