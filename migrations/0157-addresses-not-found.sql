-- An address that a geocoder did not find was held to be contradicted; it is not proved, so it is asked anew.
update fact_look l set due_at = now()
from fact f
where f.id = l.fact and f.kind = 'address' and f.result = 'invalid';
