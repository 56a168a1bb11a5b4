import { collection, day, longText, object, reference, text } from '#model'
import { fromDay, inOrder, untilDay } from './held-days.ts'

/** Users who are given rights together, whatever posts they hold: those of a project, or of a building. */
export const userGroup = object('userGroup', {
  label: 'User group',
  plural: 'User groups',
  labels: {
    lv: ['Lietotāju grupa', 'Lietotāju grupas'],
    ka: ['მომხმარებელთა ჯგუფი', 'მომხმარებელთა ჯგუფები'],
    zh: ['用户组', '用户组'],
    ru: ['Группа пользователей', 'Группы пользователей'],
  },
  icon: 'users-round',
  system: true,
  title: 'name',
  fields: {
    name: text({
      label: 'Name',
      labels: { lv: 'Nosaukums', ka: 'სახელი', zh: '名称', ru: 'Название' },
      required: true,
      unique: true,
      searched: 'name',
      max: 100,
    }),
    notes: longText({
      label: 'Notes',
      labels: { lv: 'Piezīmes', ka: 'შენიშვნები', zh: '备注', ru: 'Примечания' },
    }),
    members: collection('groupMember', {
      label: 'Members',
      labels: { lv: 'Dalībnieki', ka: 'წევრები', zh: '成员', ru: 'Участники' },
      via: 'group',
      owned: true,
    }),
    grants: collection('grant', {
      label: 'Rights',
      labels: { lv: 'Tiesības', ka: 'უფლებები', zh: '权限', ru: 'Права' },
      via: 'group',
    }),
  },
  lists: { all: { columns: ['name', 'members', 'notes'], sort: 'name' } },
  card: [
    {
      section: 'User group',
      labels: {
        lv: 'Lietotāju grupa',
        ka: 'მომხმარებელთა ჯგუფი',
        zh: '用户组',
        ru: 'Группа пользователей',
      },
      fields: ['name', 'notes', 'members', 'grants'],
    },
  ],
})

/** That a user belongs to a group, for a time or for good. */
export const groupMember = object('groupMember', {
  label: 'Member',
  plural: 'Group members',
  labels: {
    lv: ['Dalībnieks', 'Dalībnieki'],
    ka: ['წევრი', 'წევრები'],
    zh: ['成员', '成员'],
    ru: ['Участник', 'Участники'],
  },
  system: true,
  title: 'user',
  owned: { by: 'userGroup', via: 'group' },
  fields: {
    group: reference('userGroup', {
      label: 'User group',
      labels: {
        lv: 'Lietotāju grupa',
        ka: 'მომხმარებელთა ჯგუფი',
        zh: '用户组',
        ru: 'Группа пользователей',
      },
      required: true,
    }),
    user: reference('user', {
      label: 'User',
      labels: { lv: 'Lietotājs', ka: 'მომხმარებელი', zh: '用户', ru: 'Пользователь' },
      required: true,
    }),
    from: day(fromDay),
    until: day(untilDay),
  },
  lists: {},
  card: [],
  rules: [inOrder],
})
