import type { Me } from '../api/me.ts'
import { customerAt } from './sample.ts'

const entry = (key: string, label: string, icon: string, count?: number) => ({
  key,
  label,
  icon,
  href: `/${key}`,
  ...(count === undefined ? {} : { count }),
})

const me: Me = {
  user: { id: '1', name: 'Kārlis Ozols', email: 'karlis@daugava.example', language: 'en' },
  posts: [{ id: '1', title: 'Owner' }],
  administrator: true,
  bareAdministrator: false,
  decides: { posts: ['Owner'], people: ['Kārlis Ozols'] },
  seenBy: null,
  group: 'Daugava Group',
  currency: 'EUR',
  companies: [
    { id: 'a', title: 'Daugava Tehnika' },
    { id: 'b', title: 'Daugava Kavkasia' },
    { id: 'c', title: '道加瓦青岛' },
  ],
  menu: [
    {
      key: 'partners',
      label: 'Partners',
      items: [
        entry('customers', 'Customers', 'building-2', 12_418),
        entry('suppliers', 'Suppliers', 'truck', 2106),
        entry('contacts', 'Contacts', 'contact-round', 19_874),
      ],
    },
    {
      key: 'work',
      label: 'Work',
      items: [
        entry('intake', 'Intake', 'clipboard-check', 12),
        entry('reviews', 'Reviews', 'list-checks', 57),
        entry('activities', 'Activities', 'calendar-check', 5),
      ],
    },
    {
      key: 'pinned',
      label: 'Pinned',
      items: [
        { ...entry('x1', 'Key accounts, Baltics', 'star'), href: '/customers?view=1' },
        { ...entry('x2', 'Certificates ending soon', 'star'), href: '/suppliers?view=2' },
      ].map((each) => ({ ...each, href: each.href.split('?')[0] + '/pinned' })),
    },
    {
      key: 'own',
      label: 'Own objects',
      items: [
        entry('x-machines', 'Machines', 'forklift', 318),
        entry('x-rentals', 'Rentals', 'calendar', 1042),
      ],
    },
  ],
  creates: [
    { path: 'customers', label: 'Customer', icon: 'building-2' },
    { path: 'suppliers', label: 'Supplier', icon: 'truck' },
    { path: 'contacts', label: 'Contact', icon: 'contact-round' },
  ],
  shared: [],
  mayImport: true,
  pages: [],
  settings: [
    'users',
    'posts',
    'companies',
    'currencies',
    'numbering',
    'objects',
    'obligatory',
    'categories',
    'tags',
    'audit',
    'jobs',
  ],
}

/** Answers the few calls that the frame makes, on invented data. */
export async function fakeServer(path: string, _init: RequestInit): Promise<Response> {
  const url = new URL(path, 'http://preview')
  if (url.pathname === '/api/v1/me') return Response.json(me)
  if (url.pathname === '/api/v1/search') {
    const typed = (url.searchParams.get('q') ?? '').toLowerCase()
    const hits = [
      {
        object: 'customer',
        path: 'customers',
        id: '1',
        title: 'Rīgas Ostas Celtnieks SIA',
        aside: 'Rīga · customer, supplier',
        number: 'C-000387',
      },
      {
        object: 'customer',
        path: 'customers',
        id: '2',
        title: 'Ābele un Partneri SIA',
        aside: 'Brīvības 84, Rīga',
        number: 'C-000412',
      },
      {
        object: 'supplier',
        path: 'suppliers',
        id: '3',
        title: 'Рига Мотор ООО',
        latin: 'Riga Motor',
        aside: 'supplier',
        number: 'S-000874',
      },
      {
        object: 'contact',
        path: 'contacts',
        id: '4',
        title: 'რიგინა შენგელია',
        latin: 'Rigina Shengelia',
        aside: 'contact',
        person: true,
        number: 'P-007120',
      },
      ...Array.from({ length: 20 }, (_, at) => customerAt(at)).map((row) => ({
        object: 'customer',
        path: 'customers',
        id: row.id,
        title: row.name,
        latin: row.latin,
        aside: row.city,
        person: row.person,
        number: row.number,
      })),
    ].filter(({ title, aside, ...rest }) =>
      typed === 'rig'
        ? ['1', '2', '3', '4'].includes(rest.id)
        : `${title} ${aside} ${'latin' in rest ? rest.latin : ''}`.toLowerCase().includes(typed),
    )
    return Response.json({
      sections: hits.length ? [{ key: 'partners', label: 'Partners', hits: hits.slice(0, 8) }] : [],
    })
  }
  return Response.json({ code: 'notFound', detail: 'There is no such page.' }, { status: 404 })
}
