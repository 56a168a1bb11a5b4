import type { Field } from '../../declaration.ts'
import type { FieldType, Parsed } from '../../field-type.ts'
import { cleanText } from '../clean-text.ts'
import { declareField, type CommonOptions, type HowOf, type Known } from '../declare-field.ts'
import { joinParts, splitParts } from '../list-text.ts'
import { listOperators } from '../operators.ts'
import { parseList } from '../parse-list.ts'

export type TagsOptions = CommonOptions & { readonly default?: readonly string[] }

/**
 * Words that people hang on a record, each at most 60 characters; "Gold" and "gold" are one tag, as first
 * written.
 */
export function tags<const C extends TagsOptions>(
  options: Known<C, TagsOptions>,
): Field<readonly string[], HowOf<C>, readonly string[] | null> {
  return declareField('tags', options)
}

export const tagsType: FieldType<readonly string[]> = {
  name: 'tags',
  column: () => 'text[]',
  valueType: () => ({ kind: 'list', of: 'text' }),
  parse: parseTags,
  toText: (value) => joinParts(value),
  fromText: (text, field) => parseTags(splitParts(text), field),
  operators: listOperators,
  sort: 'none',
  control: { show: 'tags', edit: 'tags', filter: 'tags' },
  settings: [],
}

function parseTags(input: unknown, field: Field): Parsed<readonly string[]> {
  const parsed = parseList(input, field, (entry) => cleanText(entry, { most: 60 }))
  if ('problem' in parsed) return parsed
  const byFold = new Map<string, string>()
  for (const tag of parsed.value) {
    const fold = tag.toLowerCase()
    if (tag !== '' && !byFold.has(fold)) byFold.set(fold, tag)
  }
  return { value: [...byFold.values()] }
}
