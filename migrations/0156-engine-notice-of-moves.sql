-- Which records went into others is remembered, so that no list asks for it that never met one.
create trigger notice after insert or update on moved_record
  for each statement execute function kontor_notice('kontor_moves');
create trigger notice after insert or update on moved_name
  for each statement execute function kontor_notice('kontor_moves');
