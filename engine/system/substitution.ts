import { day, object, reference, text } from '#model'
import { fromDay, inOrder, lastDay } from './held-days.ts'
import { everyPost } from './post-names.ts'

const own = { user: '$me' } as const

/**
 * That somebody stands in for a user for a time: they may do all that the user may, and what they do is
 * written down as theirs.
 */
export const substitution = object('substitution', {
  label: 'Substitute',
  plural: 'Substitutes',
  labels: {
    lv: ['Aizvietotājs', 'Aizvietotāji'],
    ka: ['შემცვლელი', 'შემცვლელები'],
    zh: ['代理人', '代理人'],
    ru: ['Заместитель', 'Заместители'],
  },
  icon: 'user-round-check',
  system: true,
  title: 'substitute',
  fields: {
    user: reference('user', {
      label: 'Stands in for',
      labels: { lv: 'Aizvieto', ka: 'ვის ცვლის', zh: '被代理人', ru: 'Кого замещает' },
      required: true,
      default: '$me',
    }),
    substitute: reference('user', {
      label: 'Substitute',
      labels: { lv: 'Aizvietotājs', ka: 'შემცვლელი', zh: '代理人', ru: 'Заместитель' },
      required: true,
    }),
    from: day({ ...fromDay, required: true, default: '$today' }),
    until: day({ ...lastDay, required: true, stillToCome: true }),
    note: text({
      label: 'Note',
      labels: { lv: 'Piezīme', ka: 'შენიშვნა', zh: '备注', ru: 'Примечание' },
      max: 300,
    }),
  },
  lists: { all: { columns: ['user', 'substitute', 'from', 'until', 'note'], sort: '-until' } },
  card: [
    {
      section: 'Substitute',
      labels: { lv: 'Aizvietotājs', ka: 'შემცვლელი', zh: '代理人', ru: 'Заместитель' },
      fields: ['user', 'substitute', 'from', 'until', 'note'],
    },
  ],
  rules: [
    inOrder,
    {
      must: 'user <> substitute',
      at: 'substitute',
      refusal: 'Nobody stands in for themselves. Choose somebody else.',
      labels: {
        lv: 'Neviens neaizvieto pats sevi. Izvēlieties citu.',
        ka: 'საკუთარ თავს ვერავინ ცვლის. აირჩიეთ სხვა.',
        zh: '不能由本人代理本人。请另选他人。',
        ru: 'Никто не замещает сам себя. Выберите другого.',
      },
    },
  ],
  access: everyPost([
    { actions: ['read', 'create', 'change', 'delete'], rows: own, see: 'all', change: 'all' },
    { actions: ['read'], rows: { substitute: '$me' }, see: 'all' },
  ]),
})
