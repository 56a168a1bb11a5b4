-- What each backup was when it was made (engine/backup/try-backup.ts): one that was exchanged where it lies is
-- known by it. Those of before have none.
alter table backup_run add column sha256 bytea;
