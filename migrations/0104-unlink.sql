alter table "contact_link" add column "ended_because" text collate kontor_order;

alter table "supplier_link" add column "ended_because" text collate kontor_order;

-- Whoever may change a link may end it as well; where posts are given their starting rights later, this finds none.
update "grant" set actions = array_append(actions, 'unlink')
where object in ('contactLink', 'supplierLink') and 'change' = any (actions) and not 'unlink' = any (actions);
