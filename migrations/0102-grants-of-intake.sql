-- Posts of before intake get its steps by what they may do already: whoever may change a partner hands it in and asks for
-- its data, whoever may close one takes the steps. Where anybody was given a step, somebody has decided on it.
update "grant" set actions = actions || array['submit', 'askData']
  || case when 'deactivate' = any (actions) then array['verify', 'validate', 'approve', 'return', 'refuse'] else '{}' end
where object in ('customer', 'supplier', 'contact') and 'change' = any (actions)
  and not exists (select from "grant" g where g.actions && array['submit', 'verify', 'approve']);
