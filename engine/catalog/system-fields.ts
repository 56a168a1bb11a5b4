import {
  choices,
  fieldTypeOf,
  instant,
  reference,
  type Field,
  type ObjectDeclaration,
  type SystemField,
} from '#model'
import type { ResolvedField } from './resolved-model.ts'

/** What the engine keeps of every record. */
export const systemFieldDeclarations: Readonly<Record<SystemField, Field>> = {
  createdAt: instant({
    label: 'Created',
    labels: { lv: 'Izveidots', ka: 'შექმნის დრო', zh: '创建时间', ru: 'Создано' },
    readOnly: true,
  }),
  updatedAt: instant({
    label: 'Changed',
    labels: { lv: 'Mainīts', ka: 'შეცვლის დრო', zh: '修改时间', ru: 'Изменено' },
    readOnly: true,
  }),
  createdBy: reference('user', {
    label: 'Created by',
    labels: { lv: 'Izveidoja', ka: 'შემქმნელი', zh: '创建人', ru: 'Создал' },
    readOnly: true,
  }),
  updatedBy: reference('user', {
    label: 'Changed by',
    labels: { lv: 'Mainīja', ka: 'შემცვლელი', zh: '修改人', ru: 'Изменил' },
    readOnly: true,
  }),
}

export const systemColumns: Readonly<Record<SystemField, string>> = {
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  createdBy: 'created_by',
  updatedBy: 'updated_by',
}

/** The roles that a record plays, worked out from the columns of the roles. */
export function rolesField(base: string, roles: readonly ObjectDeclaration[]): ResolvedField {
  const values = roles.map(({ name, label, labels }) => ({
    value: name,
    label,
    ...(labels
      ? {
          labels: Object.fromEntries(
            Object.entries(labels).map(([language, [singular]]) => [language, singular]),
          ),
        }
      : {}),
  }))
  const field: Field = {
    ...choices(values, {
      label: 'Roles',
      labels: { lv: 'Lomas', ka: 'როლები', zh: '角色', ru: 'Роли' },
      readOnly: true,
    }),
    how: 'derived',
  }
  return {
    name: 'roles',
    field,
    type: fieldTypeOf(field),
    owner: base,
    column: null,
    custom: false,
    system: true,
    pending: false,
  }
}

/**
 * The same record in one of its roles, for conditions that ask of it there: `customer.manager` of a party. It
 * is empty for those that do not play the role, and for whoever may not see them in it.
 */
export function roleFaceField(base: string, role: ObjectDeclaration): ResolvedField {
  const { name, label, labels } = role
  const singular = Object.fromEntries(
    Object.entries(labels ?? {}).map(([language, [one]]) => [language, one]),
  )
  const field: Field = {
    ...reference(name, { label, labels: singular, readOnly: true }),
    how: 'derived',
    roleFace: true,
  }
  return {
    name,
    field,
    type: fieldTypeOf(field),
    owner: base,
    column: null,
    custom: false,
    system: true,
    pending: false,
  }
}
