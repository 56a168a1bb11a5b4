import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { ApiRecord, ApiReference, DescribedModel, DescribedObject } from '../../api/model.ts'
import { useShell } from '../../app/shell.ts'

/** Which users, posts and companies are within what one has oneself, as `GET /keeping` says. */
export interface Keeping {
  everything: boolean
  /** Whether the page of users is one's own too, and with it the ways by which people come in. */
  page: boolean
  reaches: readonly string[]
  holds: readonly string[]
  gives: readonly string[]
  posts: readonly string[]
  companies: readonly string[] | null
}

const everything: Keeping = {
  ...{ everything: true, page: true, reaches: [], holds: [], gives: [], posts: [], companies: null },
}

/** What one may keep of users and their substitutes; undefined while it is not known yet. */
export function useKeeping(object: DescribedObject): Keeping | undefined {
  const { me } = useShell()
  const isAsked = !me.administrator && (object.name === 'user' || object.name === 'substitution')
  const { data } = useQuery({
    queryKey: ['list', 'keeping'],
    enabled: isAsked,
    queryFn: ({ signal }) => api.get<Keeping>('/keeping', { signal }),
  })
  return isAsked ? data : everything
}

/** Why not all of a user or a substitute may be changed: said above them. */
export type KeptWhy = 'administrator' | 'moreRights' | 'oneself' | 'notTheirs'

export interface Kept {
  object: DescribedObject
  model: DescribedModel
  why: KeptWhy | null
  /** One could come in as them, so a password, a link and their authenticators are in one's hands. */
  enters: boolean
  /** Their invitation by mail and their sessions are. */
  reaches: boolean
  isFixed: (line: ApiRecord) => boolean
}

const entryFields = ['email', 'superior', 'party']
const ownFields = ['name', 'email', 'language', 'picture']

/** The object cut to what may be changed of a record, so that nothing is offered that would be refused. */
export function keptOf(
  object: DescribedObject,
  model: DescribedModel,
  keeping: Keeping,
  me: string,
  record: ApiRecord,
): Kept {
  const open: Kept = { object, model, why: null, enters: true, reaches: true, isFixed: () => false }
  if (keeping.everything) return open
  if (object.name === 'substitution') {
    const of = (record['user'] as ApiReference | null)?.id ?? ''
    const isKept = of === me || keeping.holds.includes(of)
    return isKept
      ? { ...open, object: asked(object, keeping, me) }
      : { ...open, object: closed(object, () => false), why: 'notTheirs' }
  }
  const [reaches, enters] = [keeping.reaches.includes(record.id), keeping.holds.includes(record.id)]
  const ways = { reaches: keeping.page && reaches, enters: keeping.page && enters }
  const rest = { ...open, ...ways, model: withPosts(model, keeping) }
  const isFixed = (line: ApiRecord) => {
    const post = (line['post'] as ApiReference | null | undefined)?.id
    return post !== undefined && !keeping.posts.includes(post)
  }
  const gives = keeping.gives.includes(record.id) || record['active'] === true
  const may = (name: string) =>
    record.id === me
      ? ownFields.includes(name)
      : reaches && (enters || !entryFields.includes(name)) && (name !== 'active' || gives)
  const why = record.id === me ? 'oneself' : !reaches ? 'administrator' : enters ? null : 'moreRights'
  return { ...rest, object: closed(asked(object, keeping, me), may), why, isFixed }
}

/** The fields of a new record, which offer only what may be chosen. */
export function asked(object: DescribedObject, keeping: Keeping, me: string): DescribedObject {
  if (keeping.everything) return object
  const choices: Readonly<Record<string, object>> =
    object.name === 'user'
      ? { superior: { id: { not: me } } }
      : object.name === 'substitution'
        ? { user: { id: { in: [me, ...keeping.holds] } } }
        : {}
  return choosing(object, choices)
}

/** The posts and companies that may be given, in the lines of a user. */
function withPosts(model: DescribedModel, { posts, companies }: Keeping): DescribedModel {
  const choices = {
    post: { id: { in: posts } },
    ...(companies ? { company: { id: { in: companies } } } : {}),
  }
  const objects = model.objects.map((one) => (one.name === 'userPost' ? choosing(one, choices) : one))
  return { ...model, objects }
}

function choosing(object: DescribedObject, choices: Readonly<Record<string, object>>): DescribedObject {
  const fields = object.fields.map((field) => {
    const where = choices[field.name]
    return where ? { ...field, settings: { ...field.settings, where } } : field
  })
  return { ...object, fields }
}

function closed(object: DescribedObject, may: (field: string) => boolean): DescribedObject {
  const fields = object.fields.map((field) => (may(field.name) ? field : { ...field, change: false }))
  const isOpen = fields.some(({ change }) => change)
  const rights = object.may.filter((right) => right !== 'delete' && (isOpen || right !== 'change'))
  return { ...object, fields, may: may('email') && may('posts') ? object.may : rights }
}
