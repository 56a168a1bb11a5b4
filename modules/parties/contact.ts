import { collection, role, text } from '#model'
import { changedBySellers, enteredForOwnCompany } from './changed-by-sellers.ts'
import { ownPartner } from './own-partner.ts'
import { party } from './party.ts'
import {
  categoryField,
  importanceField,
  managerField,
  statusFields,
  statusMemo,
  statusReason,
} from './role-fields.ts'
import { intakeReminders } from './trading-role.ts'

/** The person one talks business with. Contacts are guarded: a salesperson sees only their own. */
export const contact = role('contact', party, {
  label: 'Contact',
  plural: 'Contacts',
  labels: {
    lv: ['Kontaktpersona', 'Kontaktpersonas'],
    ka: ['კონტაქტი', 'კონტაქტები'],
    zh: ['联系人', '联系人'],
    ru: ['Контакт', 'Контакты'],
  },
  icon: 'contact',
  title: 'name',
  keeper: 'manager',
  reminds: intakeReminders,
  fields: {
    ...statusFields('contact'),
    category: categoryField,
    position: text({
      label: 'Position',
      labels: { lv: 'Amats', ka: 'თანამდებობა', zh: '职务', ru: 'Должность' },
      max: 120,
      synonyms: ['Job title', 'Title'],
    }),
    importance: importanceField,
    manager: managerField,
    statusReason,
    statusMemo,
    employers: collection('contactLink', {
      label: 'Companies of the contact',
      labels: {
        lv: 'Kontaktpersonas uzņēmumi',
        ka: 'კონტაქტის კომპანიები',
        zh: '所属单位',
        ru: 'Компании контакта',
      },
      via: 'contact',
    }),
  },
  lists: {
    all: {
      label: 'All contacts',
      labels: { lv: 'Visas kontaktpersonas', ka: 'ყველა კონტაქტი', zh: '全部联系人', ru: 'Все контакты' },
      columns: ['name', 'position', 'phone', 'email', 'city', 'country', 'status', 'manager', 'lastContact'],
      sort: 'name',
    },
    mine: {
      label: 'Mine',
      labels: { lv: 'Manas', ka: 'ჩემი', zh: '我的', ru: 'Мои' },
      columns: ['name', 'position', 'phone', 'email', 'city'],
      sort: 'name',
      where: { manager: '$me' },
    },
  },
  card: [
    {
      section: 'Person',
      labels: { lv: 'Persona', ka: 'პირი', zh: '个人信息', ru: 'Человек' },
      fields: [
        'name',
        'position',
        'kind',
        'language',
        'category',
        'importance',
        'tags',
        'manager',
        'picture',
      ],
    },
    {
      section: 'Reach',
      labels: { lv: 'Saziņa', ka: 'კონტაქტი', zh: '联系方式', ru: 'Связь' },
      fields: ['email', 'phone', 'country', 'city', 'phones', 'emails', 'addresses'],
    },
    {
      section: 'Companies',
      labels: { lv: 'Uzņēmumi', ka: 'კომპანიები', zh: '单位', ru: 'Компании' },
      fields: ['employers', 'companies'],
    },
    {
      section: 'Notes',
      labels: { lv: 'Piezīmes', ka: 'შენიშვნები', zh: '备注', ru: 'Примечания' },
      fields: ['notes', 'statusReason', 'statusMemo', 'statusChanges'],
    },
  ],
  indexes: [
    ['city', 'name'],
    ['manager', 'name'],
  ],
  access: {
    partner: ownPartner,
    clerk: {
      actions: ['read', 'create', 'change', 'delete', 'print', 'import', 'submit', 'askData'],
      see: 'all',
      change: 'all',
    },
    manager: {
      actions: [
        'read',
        'create',
        'change',
        'delete',
        'print',
        'import',
        'export',
        'confirm',
        'freeze',
        'deactivate',
        'reactivate',
        'handOver',
        'passOn',
        'share',
        'submit',
        'askData',
        'verify',
        'validate',
        'approve',
        'return',
        'refuse',
      ],
      see: 'all',
      change: 'all',
    },
    leader: { actions: ['read', 'print', 'export', 'approve', 'return', 'refuse'], see: 'all' },
    seller: [
      {
        actions: ['read', 'create', 'change', 'print', 'submit', 'askData'],
        rows: { manager: '$me' },
        see: 'all',
        change: [...changedBySellers, 'position', 'importance', 'category', 'manager'],
      },
      enteredForOwnCompany,
    ],
  },
})
