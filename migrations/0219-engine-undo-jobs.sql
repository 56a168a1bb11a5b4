-- The job by which a change is undone, found by the change that it makes (engine/audit/open-undo.ts): an office keeps
-- the jobs of its imports and changes for months.
create index job_undo_idx on job ((payload ->> 'change')) where name = 'undo';
