-- Two rows of one file that are one partner: which record a row became, and which rows have joined another's.
alter table import_row add column record uuid;

alter table import_repeat add column joined boolean not null default false;
