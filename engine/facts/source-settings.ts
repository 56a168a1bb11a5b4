import { integer, text, yesNo } from '#model'
import type { Module, SettingDeclaration } from '../module.ts'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'
import type { Settings } from '../settings/settings.ts'
import type { FactSource } from './fact-source.ts'

/** What an administrator decides of a source. */
export type SourceState = {
  readonly on: boolean
  readonly address: string
  readonly perMinute: number
  readonly days: number
}

/** Whom one can ask about what was entered. */
export function factSourcesOf(modules: readonly Module[]): FactSource[] {
  return modules.flatMap((module) => module.factSources ?? [])
}

/** The key of a setting of a source. */
export function sourceKey(kind: string, name: string): string {
  return `checks.${kind}.${name}`
}

/** Of every source: whether it is asked, where it is, how often, and how long its answers count. */
export function sourceSettings(source: FactSource): SettingDeclaration[] {
  const key = (name: string) => sourceKey(source.kind, name)
  const own = Object.entries(source.settings ?? {}).map(([name, declared]) => ({
    key: key(name),
    ...declared,
  }))
  return [
    { key: key('on'), initial: false, field: yesNo(on) },
    {
      key: key('address'),
      initial: source.address || null,
      field: text({ ...address, max: 500 }),
      fault: (value) => faultOfAddress(source, String(value ?? '')),
    },
    { key: key('ownNetwork'), initial: false, field: yesNo(ownNetwork) },
    {
      key: key('perMinute'),
      initial: source.perMinute,
      field: integer({ ...perMinute, min: 1, max: 1_000_000 }),
    },
    {
      key: key('days'),
      initial: source.days,
      field: integer({ ...days, min: 1, max: 3_650 }),
    },
    ...own,
  ]
}

/** Braces stand for what is asked about, where the source says so. */
function faultOfAddress({ addressFault }: FactSource, address: string): Sentence | null {
  const url = URL.parse(address.replaceAll(/[{}]/g, ''))
  if (!url || !['http:', 'https:'].includes(url.protocol))
    return said('Give an address that begins with https:// or http://.')
  return addressFault?.(address) ?? null
}

/** What was decided of a source; one without an address is not asked. */
export async function stateOfSource(settings: Settings, { kind }: FactSource): Promise<SourceState> {
  const of = <T>(name: string) => settings.get<T>(sourceKey(kind, name))
  const where = (await of<string | null>('address')) ?? ''
  return {
    on: (await of<boolean>('on')) && where !== '',
    address: where,
    perMinute: Number(await of('perMinute')),
    days: Number(await of('days')),
  }
}

const on = {
  label: 'Ask this source',
  labels: {
    lv: 'Jautāt šim avotam',
    ka: 'ამ წყაროს შეკითხვა',
    zh: '查询此来源',
    ru: 'Спрашивать этот источник',
  },
} as const
const address = {
  label: 'Address',
  labels: { lv: 'Adrese', ka: 'მისამართი', zh: '地址', ru: 'Адрес' },
} as const
const ownNetwork = {
  label: 'The address is within our own network',
  labels: {
    lv: 'Adrese ir mūsu pašu tīklā',
    ka: 'მისამართი ჩვენს საკუთარ ქსელშია',
    zh: '该地址位于我们自己的网络内',
    ru: 'Адрес находится в нашей собственной сети',
  },
} as const
const perMinute = {
  label: 'Requests a minute at most',
  labels: {
    lv: 'Pieprasījumi minūtē, ne vairāk kā',
    ka: 'მოთხოვნა წუთში, არაუმეტეს',
    zh: '每分钟最多查询次数',
    ru: 'Запросов в минуту, не более',
  },
} as const
const days = {
  label: 'Answers count for (days)',
  labels: {
    lv: 'Atbildes ir spēkā (dienas)',
    ka: 'პასუხი ძალაშია (დღე)',
    zh: '结果有效天数',
    ru: 'Ответы действуют (дней)',
  },
} as const
