import type { FieldType, Parsed } from '../../field-type.ts'
import { cleanText } from '../clean-text.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { textOperators } from '../operators.ts'
import { refuse } from '../refuse.ts'

export type EmailOptions = CommonOptions & { readonly default?: string }

/** One e-mail address; the domain is kept in lower case, the rest as it was written. */
export function email<const C extends EmailOptions>(options: Known<C, EmailOptions>): Declared<C, string> {
  return declareField('email', options)
}

export const emailType: FieldType<string> = {
  name: 'email',
  column: () => 'text',
  valueType: () => ({ kind: 'text' }),
  parse: parseEmail,
  toText: (value) => value,
  fromText: parseEmail,
  operators: textOperators,
  sort: 'plain',
  control: { show: 'email', edit: 'email', filter: 'text' },
  check: 'email',
  settings: [],
}

/** The shape only (RFC 5321: 64 characters before the @, 254 in all); whether it can be, model/check says. */
function parseEmail(input: unknown): Parsed<string> {
  const cleaned = cleanText(input, { most: 254 })
  if ('problem' in cleaned) return cleaned
  const plain = cleaned.value.replace(/^mailto:/i, '')
  if (plain === '') return { value: '' }
  const at = plain.lastIndexOf('@')
  const [local, domain] = [plain.slice(0, Math.max(at, 0)), plain.slice(at + 1).toLowerCase()]
  if (!isLocal(local) || !/^[^\s@,;:<>()[\]\\"]+$/.test(domain)) return refuse('notEmail')
  return { value: `${local}@${domain}` }
}

function isLocal(local: string): boolean {
  if (local === '' || local.length > 64) return false
  return /^"[^"\\]*"$/.test(local) || /^[^\s@,;:<>()[\]\\"]+$/.test(local)
}
