drop index "party_contact_contact__manager_name_idx";

drop index "party_customer_customer__manager_name_idx";

drop index "party_supplier_supplier__manager_name_idx";

drop index "company_terms_company_idx";

drop index "activity_owner_due_idx";

create index "party_customer_customer__manager_name_idx" on "party" using btree ("customer__manager", "name", "id") where "is_customer" and "customer__manager" is not null;

create index "party_supplier_supplier__manager_name_idx" on "party" using btree ("supplier__manager", "name", "id") where "is_supplier" and "supplier__manager" is not null;

create index "party_contact_contact__manager_name_idx" on "party" using btree ("contact__manager", "name", "id") where "is_contact" and "contact__manager" is not null;

create index "company_terms_company_idx" on "company_terms" using btree ("company", "id") where "company" is not null;

create index "activity_owner_due_idx" on "activity" using btree ("owner", "due", "id") where "owner" is not null;

drop index "substitution_substitute_idx";

create index "substitution_substitute_idx" on "substitution" using btree ("substitute", "id") where "substitute" is not null;
