alter table "post" add column "second_factor" boolean;
