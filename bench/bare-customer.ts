/** The name of a user, as the JSON of Kontor names them. */
export const userNamed = (column: string) =>
  `(select json_build_object('id', u.id, 'title', u.name) from "user" u where u.id = ${column})`

/** The columns of a customer `p` in a list, written by hand: the same JSON as Kontor gives. */
export const columns = `p.id, p.number, p.kind, p.name, p.tax_id as "taxId", p.registration_number as "registrationNumber", p.country, p.city,
  p.email, p.phone, p.website, p.industry, p.language, coalesce(p.tags, '{}') as tags, p.notes,
  (select json_build_object('id', f.id, 'name', f.name, 'size', f.size, 'type', f.type, 'scan', f.scan) from file f where f.id = p.picture) as picture,
  (select json_build_object('id', q.id, 'title', q.name) from party q where q.id = p.parent) as parent,
  (select json_build_object('id', q.id, 'title', q.name) from party q where q.id = p.payer) as payer,
  coalesce((select json_agg(json_build_object('id', c.id, 'title', c.name) order by array_position(p.companies, c.id))
    from company c where c.id = any(p.companies)), '[]') as companies,
  replace((p.last_contact at time zone 'UTC')::text, ' ', 'T') || 'Z' as "lastContact", p.customer__status as status,
  replace((p.customer__stage_since at time zone 'UTC')::text, ' ', 'T') || 'Z' as "stageSince", p.customer__stage_due as "stageDue",
  ${userNamed('p.customer__waits_for')} as "waitsFor",
  (select json_build_object('id', c.id, 'title', c.name) from category c where c.id = p.customer__category) as category,
  p.customer__credit_limit::text as "creditLimit", p.customer__credit_currency as "creditCurrency", p.customer__payment_days as "paymentDays",
  p.customer__payment_method as "paymentMethod", p.customer__importance as importance,
  ${userNamed('p.customer__manager')} as manager,
  (select json_build_object('id', s.id, 'title', s.name) from status_reason s where s.id = p.customer__status_reason) as "statusReason", p.customer__status_memo as "statusMemo",
  replace((p.created_at at time zone 'UTC')::text, ' ', 'T') || 'Z' as "createdAt",
  replace((p.updated_at at time zone 'UTC')::text, ' ', 'T') || 'Z' as "updatedAt"`
