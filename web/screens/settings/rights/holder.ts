/** Whose rights are edited together: a post, a group of users or one user. */
export interface GrantHolder {
  kind: 'post' | 'group' | 'user'
  id: string
  name: string
}

/** The paths under which each kind of holder is found. */
export const holderPaths = { post: 'posts', group: 'user-groups', user: 'users' } as const

/** The holder whose rights an address like `user-groups.ID` opens, still without its name. */
export function holderOf(item: string | undefined): Omit<GrantHolder, 'name'> | null {
  const [path = '', id = ''] = item?.split('.') ?? []
  const kind = (['post', 'group', 'user'] as const).find((one) => holderPaths[one] === path)
  return kind && id !== '' ? { kind, id } : null
}
