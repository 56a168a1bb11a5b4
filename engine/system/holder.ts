import { reference } from '#model'

/** Who holds a right: a post, a group of users or a single user. */
export const heldBy = {
  post: reference('post', {
    label: 'Post',
    labels: { lv: 'Amats', ka: 'თანამდებობა', zh: '岗位', ru: 'Должность' },
  }),
  group: reference('userGroup', {
    label: 'User group',
    labels: {
      lv: 'Lietotāju grupa',
      ka: 'მომხმარებელთა ჯგუფი',
      zh: '用户组',
      ru: 'Группа пользователей',
    },
  }),
  user: reference('user', {
    label: 'User',
    labels: { lv: 'Lietotājs', ka: 'მომხმარებელი', zh: '用户', ru: 'Пользователь' },
  }),
} as const

/** Whoever holds it is one: a post, a group of users or a single user. */
export const oneHolder = {
  must: 'IF(ISBLANK(post), 0, 1) + IF(ISBLANK(group), 0, 1) + IF(ISBLANK(user), 0, 1) = 1',
  refusal: 'Say who holds it: one post, one group or one user.',
  labels: {
    lv: 'Norādiet turētāju: vienu amatu, vienu grupu vai vienu lietotāju.',
    ka: 'მიუთითეთ მფლობელი: ერთი თანამდებობა, ერთი ჯგუფი ან ერთი მომხმარებელი.',
    zh: '请指明持有者：一个岗位、一个组或一个用户。',
    ru: 'Укажите, чьё оно: одной должности, одной группы или одного пользователя.',
  },
} as const
