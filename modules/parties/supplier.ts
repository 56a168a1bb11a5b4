import { collection, role } from '#model'
import { party } from './party.ts'
import {
  categoryField,
  importanceField,
  managerField,
  statusFields,
  statusMemo,
  statusReason,
  termFields,
} from './role-fields.ts'
import {
  intakeReminders,
  myPartners,
  overdueInIntake,
  partnersInIntake,
  quietPartners,
  tradingAccess,
  tradingCard,
  tradingColumns,
  tradingIndexes,
} from './trading-role.ts'

/** A party that sells to the group. */
export const supplier = role('supplier', party, {
  label: 'Supplier',
  plural: 'Suppliers',
  labels: {
    lv: ['Piegādātājs', 'Piegādātāji'],
    ka: ['მომწოდებელი', 'მომწოდებლები'],
    zh: ['供应商', '供应商'],
    ru: ['Поставщик', 'Поставщики'],
  },
  icon: 'truck',
  title: 'name',
  keeper: 'manager',
  reminds: intakeReminders,
  fields: {
    ...statusFields('supplier'),
    category: categoryField,
    ...termFields,
    importance: importanceField,
    manager: managerField,
    statusReason,
    statusMemo,
    contacts: collection('contactLink', {
      label: 'Contacts',
      labels: { lv: 'Kontaktpersonas', ka: 'საკონტაქტო პირები', zh: '联系人', ru: 'Контакты' },
      asked: { to: 'contact', fields: ['name', 'email', 'phone'], own: ['position'] },
      via: 'supplier',
    }),
    customers: collection('supplierLink', {
      label: 'Customers',
      labels: { lv: 'Klienti', ka: 'კლიენტები', zh: '客户', ru: 'Клиенты' },
      via: 'supplier',
    }),
  },
  lists: {
    all: {
      label: 'All suppliers',
      labels: { lv: 'Visi piegādātāji', ka: 'ყველა მომწოდებელი', zh: '全部供应商', ru: 'Все поставщики' },
      columns: tradingColumns,
      sort: 'name',
    },
    mine: myPartners,
    quiet: quietPartners,
    intake: partnersInIntake,
    overdue: overdueInIntake,
  },
  card: tradingCard('customers'),
  indexes: tradingIndexes,
  access: tradingAccess,
})
