import { dependencies, parseWhere } from '#model'
import { doorOf, type Tx } from '../actions/tx.ts'
import type { FieldError } from '../errors.ts'
import { typeScope } from '../query/type-scope.ts'
import { unlimited } from '../query/reader.ts'
import type { Door } from '../records/write/door.ts'
import { called } from '../said/called.ts'
import { said } from '../said/said.ts'
import { askedIn, kindOf, type Ruled, type Wanted } from './asked-fields.ts'
import { faceOf } from './face-of.ts'

/**
 * What stands against sending such a form: fields that the owner does not let be asked of this partner, and a
 * form that asks for nothing at all. A field whose condition another answer of the form can make true may be
 * asked for. Whoever sends it hears of each by its name, and what to do.
 */
export async function askFaults(tx: Tx, wanted: Wanted): Promise<FieldError[]> {
  const door: Door = { ...doorOf(tx), authority: 'action' }
  const { fields, papers, holding, all } = await askedIn(door, wanted, {})
  const asked = new Set(fields.map(({ field }) => field.name))
  const face = faceOf(door.model, wanted)
  const faults = wanted.fields.flatMap((name): FieldError[] => {
    const about = ({ rule }: Ruled) => 'ask' in rule && kindOf(rule) === null && String(rule.ask) === name
    const rules = all.filter(about)
    if (holding.some(about) || rules.some((one) => isUpTo(door, one, asked))) return []
    const field = face.fields.get(name)
    const label = field ? called(field.field) : name
    const message =
      rules.length === 0
        ? said(
            '“{label}” is not on the list of what partners are asked for. Leave it out, or have it put there under Settings → Intake.',
            { label },
          )
        : said(
            '“{label}” is asked only of other partners: the list of what is asked names a condition that does not hold here. Leave it out, or have the condition changed under Settings → Intake.',
            { label },
          )
    return [{ field: 'fields', code: 'notAsked', message }]
  })
  if (faults.length > 0 || fields.length + papers.length > 0) return faults
  const message = said(
    'There is nothing to ask this partner for. Choose papers, or have fields put on the list under Settings → Intake.',
  )
  return [{ field: 'fields', code: 'nothingAsked', message }]
}

/** Whether the condition looks at something that the form asks for, so that an answer can make it true. */
function isUpTo(door: Door, { rule, face }: Ruled, asked: ReadonlySet<string>): boolean {
  const when = parseWhere((rule as { when?: object }).when ?? {}, typeScope(unlimited(door), face))
  return dependencies(when).some(([first = '']) => {
    const mirrors = face.fields.get(first)?.field['mirrors'] as { lines: string } | undefined
    return asked.has(first) || (mirrors !== undefined && asked.has(mirrors.lines))
  })
}
