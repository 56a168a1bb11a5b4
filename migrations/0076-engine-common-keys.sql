-- Keys of comparing that too many records share to say anything, so that nobody looks them up.
create table duplicate_common_key (
  object text not null,
  key integer not null,
  primary key (object, key)
);
