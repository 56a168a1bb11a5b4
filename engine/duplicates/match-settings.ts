import { matchFactors, usualRules, type MatchFactor, type MatchRules } from '#match'
import { data } from '#model'
import type { Actor } from '../access/actor.ts'
import { fieldErrors } from '../errors.ts'
import type { SettingDeclaration } from '../module.ts'
import { said } from '../said/said.ts'
import type { Settings } from '../settings/settings.ts'

const key = 'duplicates.rules'

/** How pairs are judged, where a firm has its own mind. */
export const matchSettings: readonly SettingDeclaration[] = [
  {
    key,
    field: data({
      label: 'Rules for duplicates',
      labels: {
        lv: 'Dublikātu noteikumi',
        ka: 'დუბლიკატების წესები',
        zh: '重复记录规则',
        ru: 'Правила для дубликатов',
      },
      help: 'What each likeness counts, and from where on two records are shown as one. Set on their own page.',
      helps: {
        lv: 'Cik katra līdzība sver un no kura brīža divi ieraksti tiek rādīti kā viens. Iestata savā lapā.',
        ka: 'რამდენს იწონის თითოეული მსგავსება და საიდან ითვლება ორი ჩანაწერი ერთად. ცალკე გვერდზე დგინდება.',
        zh: '各种相似的权重，以及从何处起将两条记录视为同一条。在专门页面设置。',
        ru: 'Сколько весит каждое сходство и с какого две записи показываются как одна. Задаётся на своей странице.',
      },
    }),
    initial: null,
    page: 'duplicates',
  },
]

/** The rules as they hold now. */
export async function matchRules(settings: Pick<Settings, 'get'>): Promise<MatchRules> {
  const decided = await settings.get<Partial<MatchRules> | null>(key)
  if (!decided) return usualRules
  return { ...usualRules, ...decided, factors: { ...usualRules.factors, ...decided.factors } }
}

const mostFactor = 3

/** Decides the rules; null goes back to the usual ones. */
export async function setMatchRules(
  settings: Pick<Settings, 'set'>,
  actor: Actor,
  rules: MatchRules | null,
): Promise<void> {
  await settings.set(actor, key, rules)
}

/** Rules as they were sent, read; throws a 422 that names what does not fit. */
export function readMatchRules(given: Readonly<Record<string, unknown>>): MatchRules {
  const { factors = {}, shown = usualRules.shown, sure = usualRules.sure, ...unknown } = given
  const stray = Object.keys(unknown)[0]
  if (stray !== undefined) throw wrong(stray, said('Give factors, shown and sure.'))
  if (typeof factors !== 'object' || factors === null || Array.isArray(factors))
    throw wrong('factors', said('Give factors, shown and sure.'))
  const read = { ...usualRules.factors }
  for (const [name, value] of Object.entries(factors)) {
    const isKnown = (matchFactors as readonly string[]).includes(name)
    if (!isKnown || typeof value !== 'number' || !(value >= 0 && value <= mostFactor))
      throw wrong(`factors.${name}`, said('A weight is a number from 0 to {most}.', { most: mostFactor }))
    read[name as MatchFactor] = value
  }
  for (const [name, value] of Object.entries({ shown, sure }))
    if (typeof value !== 'number' || !(value >= 0.3 && value <= 1))
      throw wrong(name, said('A threshold is a number from 0.3 to 1.'))
  if (Number(sure) < Number(shown))
    throw wrong('sure', said('What has to be confirmed is at least as alike as what is shown.'))
  return { factors: read, shown: Number(shown), sure: Number(sure) }
}

function wrong(field: string, message: ReturnType<typeof said>) {
  return fieldErrors([{ field: field.slice(0, 80), code: 'notRight', message }])
}
