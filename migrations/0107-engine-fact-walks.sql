-- What was being written when a source was switched on is seen neither by its writer, for whom the source was
-- off, nor by the walk over what was there before. So a walk counts only if all those who might have been
-- writing then had ended when it began: they are the transactions before `begun_before`.
alter table fact_watch add column begun_before xid8;
alter table fact_watch add column is_walk_whole boolean not null default false;
