create index "user_email_begins_idx" on "user" using btree ((lower("email") collate "C"), "id");
