import type { Access, ObjectAccess } from './actor.ts'

/** Less than a user may do, for a key of theirs: only these objects, only these actions; null: all. */
export type Scope = {
  readonly objects: readonly string[] | null
  readonly actions: readonly string[] | null
}

/** Whether what was done by the rights of one scope (null: of all rights) shows nothing beyond another. */
export function isWithinScope(done: Scope | null, most: Scope | null): boolean {
  const fits = (part: keyof Scope) => {
    const bound = most?.[part] ?? null
    return bound === null || (done?.[part]?.every((name) => bound.includes(name)) ?? false)
  }
  return fits('objects') && fits('actions')
}

/** The rights as far as the scope lets them through: never more, and no page of the settings. */
export function narrowAccess(access: Access, { objects, actions }: Scope): Access {
  const does = (action: string) => actions === null || actions.includes(action)
  const narrowed = (known: ObjectAccess): ObjectAccess => ({
    rows: (action) => (does(action) ? known.rows(action) : undefined),
    see: (field) => (does('read') ? known.see(field) : undefined),
    change: (field, action) => (does(action ?? 'change') ? known.change(field, action) : undefined),
  })
  return {
    key: `${access.key} ${JSON.stringify([objects, actions])}`,
    administrator: false,
    object(name) {
      const known = objects === null || objects.includes(name) ? access.object(name) : undefined
      return known && narrowed(known)
    },
    page: () => false,
    menu: access.menu,
  }
}
