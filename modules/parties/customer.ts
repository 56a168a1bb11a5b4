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

/** A party that signs contracts and pays. Once it has been used it is deactivated, never deleted. */
export const customer = role('customer', party, {
  label: 'Customer',
  plural: 'Customers',
  labels: {
    lv: ['Klients', 'Klienti'],
    ka: ['კლიენტი', 'კლიენტები'],
    zh: ['客户', '客户'],
    ru: ['Клиент', 'Клиенты'],
  },
  icon: 'building-2',
  title: 'name',
  keeper: 'manager',
  reminds: intakeReminders,
  fields: {
    ...statusFields('customer'),
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
      via: 'customer',
    }),
    suppliers: collection('supplierLink', {
      label: 'Suppliers',
      labels: { lv: 'Piegādātāji', ka: 'მომწოდებლები', zh: '供应商', ru: 'Поставщики' },
      via: 'customer',
    }),
  },
  lists: {
    all: {
      label: 'All customers',
      labels: { lv: 'Visi klienti', ka: 'ყველა კლიენტი', zh: '全部客户', ru: 'Все клиенты' },
      columns: tradingColumns,
      sort: 'name',
    },
    mine: myPartners,
    onCredit: {
      label: 'On credit',
      labels: { lv: 'Ar kredītu', ka: 'კრედიტით', zh: '赊销', ru: 'С кредитом' },
      columns: ['name', 'number', 'city', 'status', 'creditLimit', 'paymentDays', 'manager'],
      sort: 'name',
      where: { creditLimit: { above: '0' } },
    },
    key: {
      label: 'Key clients',
      labels: { lv: 'Galvenie klienti', ka: 'საკვანძო კლიენტები', zh: '重点客户', ru: 'Ключевые клиенты' },
      columns: ['name', 'number', 'city', 'category', 'creditLimit', 'manager'],
      sort: 'name',
      where: { importance: 'key' },
    },
    quiet: quietPartners,
    intake: partnersInIntake,
    overdue: overdueInIntake,
  },
  card: tradingCard('suppliers'),
  indexes: tradingIndexes,
  access: tradingAccess,
})
