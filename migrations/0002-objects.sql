create or replace function kontor_number(value numeric) returns numeric
language sql immutable parallel safe
return case when value = 'NaN'::numeric or abs(value) >= '1e1000' then 'NaN'::numeric
  when scale(trim_scale(value)) > 1000 then round(value, 20) else value end;

create or replace function kontor_divide(dividend numeric, divisor numeric) returns numeric
language sql immutable parallel safe
return case when dividend = 'NaN'::numeric or divisor = 'NaN'::numeric or divisor = 0 then 'NaN'::numeric
  else kontor_number(sign(dividend) * sign(divisor) * 0.00000000000000000001
    * div(2e20 * abs(dividend) + abs(divisor), 2 * abs(divisor))) end;

create or replace function kontor_modulo(dividend numeric, divisor numeric) returns numeric
language sql immutable parallel safe
return case when dividend = 'NaN'::numeric or divisor = 'NaN'::numeric or divisor = 0 then 'NaN'::numeric
  when sign(mod(dividend, divisor)) * sign(divisor) < 0 then mod(dividend, divisor) + divisor
  else mod(dividend, divisor) end;

create or replace function kontor_whole(value numeric) returns integer
language sql immutable parallel safe
return greatest(-1000000000, least(1000000000, trunc(value)))::integer;

create or replace function kontor_round(value numeric, digits numeric, how text) returns numeric
language plpgsql immutable parallel safe as $$
declare
  places integer;
  unit numeric;
begin
  if value = 'NaN'::numeric or digits = 'NaN'::numeric then return 'NaN'::numeric; end if;
  places := greatest(-1001, kontor_whole(digits));
  if places > 1000 then return value; end if;
  unit := ('1e' || -places)::numeric;
  return kontor_number(case how
    when 'half' then round(value, places)
    when 'down' then trunc(value, places)
    else sign(value) * ceil(abs(value) * ('1e' || places)::numeric) * unit end);
end $$;

create or replace function kontor_step(value numeric, step numeric, how text) returns numeric
language plpgsql immutable parallel safe as $$
declare
  steps numeric;
begin
  if value = 'NaN'::numeric or step = 'NaN'::numeric then return 'NaN'::numeric; end if;
  if value = 0 then return 0; end if;
  if step = 0 then return case how when 'up' then 0 else 'NaN'::numeric end; end if;
  if step < 0 and value > 0 then return 'NaN'::numeric; end if;
  steps := div(value, step);
  if steps * step <> value then
    if how = 'up' and sign(value) = sign(step) then steps := steps + 1; end if;
    if how = 'down' and sign(value) <> sign(step) then steps := steps - 1; end if;
  end if;
  return kontor_number(steps * step);
end $$;

create or replace function kontor_sqrt(value numeric) returns numeric
language plpgsql immutable parallel safe as $$
declare
  scaled numeric;
  root numeric;
begin
  if value = 'NaN'::numeric or value < 0 then return 'NaN'::numeric; end if;
  scaled := trunc(value * 1e42);
  root := trunc(sqrt(scaled));
  while root * root > scaled loop root := root - 1; end loop;
  while (root + 1) * (root + 1) <= scaled loop root := root + 1; end loop;
  return div(root + 5, 10) * 0.00000000000000000001;
end $$;

create or replace function kontor_repeated(base numeric, times integer) returns numeric
language plpgsql immutable parallel safe as $$
declare
  result numeric := 1;
  square numeric := base;
  rest integer := times;
begin
  while rest > 0 loop
    if rest % 2 = 1 then result := result * square; end if;
    if abs(result) >= '1e1000' then return 'NaN'::numeric; end if;
    rest := rest / 2;
    if rest > 0 then square := square * square; end if;
    if abs(square) >= '1e1000' then return 'NaN'::numeric; end if;
  end loop;
  return kontor_number(result);
end $$;

create or replace function kontor_inexact_power(base numeric, exponent numeric) returns numeric
language plpgsql immutable parallel safe as $$
declare
  digits integer;
  logarithm numeric;
begin
  if abs(exponent) > 1e30 then
    return case when (base < 1) = (exponent < 0) then 'NaN'::numeric else 0 end;
  end if;
  if exponent = 0.5 then return kontor_sqrt(base); end if;
  logarithm := ln(round(base, greatest(50, scale(base) + 30))) * exponent;
  if logarithm > 691 then return 'NaN'::numeric; end if;
  if logarithm < -61 then return 0; end if;
  digits := ceil(greatest(0, logarithm) / 2.3)::integer + 80;
  logarithm := round(ln(round(base, digits + length(trunc(abs(exponent))::text) + scale(base))) * exponent, digits);
  if logarithm > 690.6 then return 'NaN'::numeric; end if;
  if logarithm < -60 then return 0; end if;
  return trim_scale(round(round(exp(logarithm), 60), 20));
end $$;

create or replace function kontor_power(base numeric, exponent numeric) returns numeric
language plpgsql immutable parallel safe as $$
declare
  odd boolean;
  result numeric;
begin
  if base = 'NaN'::numeric or exponent = 'NaN'::numeric then return 'NaN'::numeric; end if;
  base := trim_scale(base);
  if base = 0 then return case when exponent > 0 then 0 else 'NaN'::numeric end; end if;
  if exponent = 0 or base = 1 then return 1; end if;
  if exponent <> trunc(exponent) then
    return case when base < 0 then 'NaN'::numeric else kontor_inexact_power(base, exponent) end;
  end if;
  odd := mod(exponent, 2) <> 0;
  if base = -1 then return case when odd then base else 1 end; end if;
  if abs(exponent) * scale(base) > 1000 then
    result := kontor_inexact_power(abs(base), exponent);
    return case when odd and base < 0 and result <> 'NaN'::numeric then -result else result end;
  end if;
  result := case when abs(exponent) > 4000 then 'NaN'::numeric else kontor_repeated(base, abs(exponent)::integer) end;
  if exponent > 0 then return result; end if;
  return case when result = 'NaN'::numeric then 0 else kontor_divide(1, result) end;
end $$;

create or replace function kontor_average("values" numeric[]) returns numeric
language sql immutable parallel safe
return (select kontor_divide(coalesce(sum(value), 0), count(value)) from unnest("values") value);

create or replace function kontor_convert(amount numeric, source text, target text, day date, rate numeric)
returns numeric language sql immutable parallel safe
return case when amount = 'NaN'::numeric or source = '􏿿' or target = '􏿿' or day = 'infinity'
    then 'NaN'::numeric
  when day is null then null when source = target then amount
  when rate is null then 'NaN'::numeric else kontor_number(amount * rate) end;

do $do$
begin
  if not exists (select from pg_collation where collname = 'kontor_case'
                 and collnamespace = current_schema()::regnamespace) then
    if exists (select from pg_collation where collname = 'pg_unicode_fast') then
      create collation kontor_case from pg_catalog.pg_unicode_fast;
    else
      create collation kontor_case from pg_catalog."und-x-icu";
    end if;
  end if;
end $do$;

do $do$
declare
  upper_case text := 'upper(value collate kontor_case)';
  lower_case text := 'lower(value collate kontor_case)';
begin
  if upper(U&'\10D0' collate kontor_case) = U&'\10D0' then
    upper_case := format('translate(%s, %L, %L)', upper_case, 'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿ', 'ᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿ');
    lower_case := format('translate(%s, %L, %L)', lower_case, 'ᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿ', 'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿ');
  end if;
  execute 'create or replace function kontor_upper(value text) returns text
    language sql immutable strict parallel safe return ' || upper_case;
  execute 'create or replace function kontor_lower(value text) returns text
    language sql immutable strict parallel safe return ' || lower_case;
end $do$;

create or replace function kontor_fold(text) returns text
language sql immutable strict parallel safe
return case when $1 ~ '[āēīūšļņģķčžöäüõåéèáíóúñçąęśżćńěřůýőűşğłёѐѝøđðıħŧŋŉĸſəƶƀɓɖɗƙƴǥȼɏɉς‘’ʼ“”„«»‐‑–—−   　àâãêëìîïòôùûÿăĉċďĕėĝġĥĩĭįĵĺľňōŏŕŗŝţťũŭųŵŷźơưǎǐǒǔǖǘǚǜǟǡǧǩǫǭǰǵǹǻǿȁȃȅȇȉȋȍȏȑȓȕȗșțȟȧȩȫȭȯȱȳΐάέήίΰϊϋόύώḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕẖẗẘẙẛạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὐὑὒὓὔὕὖὗὠὡὢὣὤὥὦὧὰάὲέὴήὶίὸόὺύὼώᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱᾲᾳᾴᾶᾷιῂῃῄῆῇῐῑῒΐῖῗῠῡῢΰῤῥῦῧῲῳῴῶῷ！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～ᲉᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿⰯꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟋꟌ꟎Ꟑ꟒꟔ꟖꟘꟚꟜꟵ𐕰𐕱𐕲𐕳𐕴𐕵𐕶𐕷𐕸𐕹𐕺𐕼𐕽𐕾𐕿𐖀𐖁𐖂𐖃𐖄𐖅𐖆𐖇𐖈𐖉𐖊𐖌𐖍𐖎𐖏𐖐𐖑𐖒𐖔𐖕𐵐𐵑𐵒𐵓𐵔𐵕𐵖𐵗𐵘𐵙𐵚𐵛𐵜𐵝𐵞𐵟𐵠𐵡𐵢𐵣𐵤𐵥𖹀𖹁𖹂𖹃𖹄𖹅𖹆𖹇𖹈𖹉𖹊𖹋𖹌𖹍𖹎𖹏𖹐𖹑𖹒𖹓𖹔𖹕𖹖𖹗𖹘𖹙𖹚𖹛𖹜𖹝𖹞𖹟𖺠𖺡𖺢𖺣𖺤𖺥𖺦𖺧𖺨𖺩𖺪𖺫𖺬𖺭𖺮𖺯𖺰𖺱𖺲𖺳𖺴𖺵𖺶𖺷𖺸̴̵̶̷̸̡̢̧̨̛̖̗̘̙̜̝̞̟̠̣̤̥̦̩̪̫̬̭̮̯̰̱̲̳̹̺̻̼͇͈͉͍͎̀́̂̃̄̅̆̇̈̉̊̋̌̍̎̏̐̑̒̓̔̽̾̿̀́͂̓̈́͆͊͋͌̕̚ͅ͏͓͔͕͖͙͚͐͑͒͗͛ͣͤͥͦͧͨͩͪͫͬͭͮͯ͘͜͟͢͝͞͠͡ßæœþĳÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĲĴĶĹĻĽŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƁƉƊƏƘƠƯƳƵǍǏǑǓǕǗǙǛǞǠǤǦǨǪǬǴǸǺǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȞȦȨȪȬȮȰȲȻɃɈɎΆΈΉΊΌΎΏΪΫЀЁЍḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẞẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾸᾹᾺΆᾼῈΈῊΉῌῘῙῚΊῨῩῪΎῬῸΌῺΏῼÅＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ]' then replace(replace(replace(replace(replace(translate(lower($1 collate "und-x-icu") collate "C", ' aeisrntouldkmvpgbjzcfhyxwq.,"-0123456789āēīūšļņģķčžöäüõåéèáíóúñçąęśżćńěřůýőűşğоаеинтрслвкпмдуягзбчйхжшюцщэфыьъაიეროსლბვნმდთუგკშზხფჯტქცჩყღძწჭპჟჰłёѐѝøđðıħŧŋŉĸſəƶƀɓɖɗƙƴǥȼɏɉς‘’ʼ“”„«»‐‑–—−   　àâãêëìîïòôùûÿăĉċďĕėĝġĥĩĭįĵĺľňōŏŕŗŝţťũŭųŵŷźơưǎǐǒǔǖǘǚǜǟǡǧǩǫǭǰǵǹǻǿȁȃȅȇȉȋȍȏȑȓȕȗșțȟȧȩȫȭȯȱȳΐάέήίΰαβγδεζηθικλμνξοπρστυφχψωϊϋόύώḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕẖẗẘẙẛạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὐὑὒὓὔὕὖὗὠὡὢὣὤὥὦὧὰάὲέὴήὶίὸόὺύὼώᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱᾲᾳᾴᾶᾷιῂῃῄῆῇῐῑῒΐῖῗῠῡῢΰῤῥῦῧῲῳῴῶῷ！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～ᲉᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿⰯꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟋꟌ꟎Ꟑ꟒꟔ꟖꟘꟚꟜꟵ𐕰𐕱𐕲𐕳𐕴𐕵𐕶𐕷𐕸𐕹𐕺𐕼𐕽𐕾𐕿𐖀𐖁𐖂𐖃𐖄𐖅𐖆𐖇𐖈𐖉𐖊𐖌𐖍𐖎𐖏𐖐𐖑𐖒𐖔𐖕𐵐𐵑𐵒𐵓𐵔𐵕𐵖𐵗𐵘𐵙𐵚𐵛𐵜𐵝𐵞𐵟𐵠𐵡𐵢𐵣𐵤𐵥𖹀𖹁𖹂𖹃𖹄𖹅𖹆𖹇𖹈𖹉𖹊𖹋𖹌𖹍𖹎𖹏𖹐𖹑𖹒𖹓𖹔𖹕𖹖𖹗𖹘𖹙𖹚𖹛𖹜𖹝𖹞𖹟𖺠𖺡𖺢𖺣𖺤𖺥𖺦𖺧𖺨𖺩𖺪𖺫𖺬𖺭𖺮𖺯𖺰𖺱𖺲𖺳𖺴𖺵𖺶𖺷𖺸̴̵̶̷̸̡̢̧̨̛̖̗̘̙̜̝̞̟̠̣̤̥̦̩̪̫̬̭̮̯̰̱̲̳̹̺̻̼͇͈͉͍͎̀́̂̃̄̅̆̇̈̉̊̋̌̍̎̏̐̑̒̓̔̽̾̿̀́͂̓̈́͆͊͋͌̕̚ͅ͏͓͔͕͖͙͚͐͑͒͗͛ͣͤͥͦͧͨͩͪͫͬͭͮͯ͘͜͟͢͝͞͠͡', E' aeisrntouldkmvpgbjzcfhyxwq.,"-0123456789aeiuslngkczoauoaeeaiouncaeszcneruyousgоаеинтрслвкпмдуягзбчйхжшюцщэфыьъაიეროსლბვნმდთუგკშზხფჯტქცჩყღძწჭპჟჰlееиoddihtnnksezbbddkygcyjσ''''''"""""-----    aaaeeiiioouuyaccdeegghiiijllnoorrsttuuuwyzouaiouuuuuaagkoojgnaoaaeeiioorruusthaeooooyιαεηιυαβγδεζηθικλμνξοπρστυφχψωιυουωabbbcdddddeeeeefghhhhhiikkkllllmmmnnnnoooopprrrrsssssttttuuuuuvvwwwwwxxyzzzhtwysaaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyyααααααααεεεεεεηηηηηηηηιιιιιιιιοοοοοουυυυυυυυωωωωωωωωααεεηηιιοουυωωααααααααηηηηηηηηωωωωωωωωαααααααιηηηηηιιιιιιυυυυρρυυωωωωω!"#$%&''()*+,-./0123456789:;<=>?@[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~ᲊაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿⱟꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊɤꟍ꟏ꟑꟓꟕꟗꟙꟛƛꟶ𐖗𐖘𐖙𐖚𐖛𐖜𐖝𐖞𐖟𐖠𐖡𐖣𐖤𐖥𐖦𐖧𐖨𐖩𐖪𐖫𐖬𐖭𐖮𐖯𐖰𐖱𐖳𐖴𐖵𐖶𐖷𐖸𐖹𐖻𐖼𐵰𐵱𐵲𐵳𐵴𐵵𐵶𐵷𐵸𐵹𐵺𐵻𐵼𐵽𐵾𐵿𐶀𐶁𐶂𐶃𐶄𐶅𖹠𖹡𖹢𖹣𖹤𖹥𖹦𖹧𖹨𖹩𖹪𖹫𖹬𖹭𖹮𖹯𖹰𖹱𖹲𖹳𖹴𖹵𖹶𖹷𖹸𖹹𖹺𖹻𖹼𖹽𖹾𖹿𖺻𖺼𖺽𖺾𖺿𖻀𖻁𖻂𖻃𖻄𖻅𖻆𖻇𖻈𖻉𖻊𖻋𖻌𖻍𖻎𖻏𖻐𖻑𖻒𖻓'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'ĳ', 'ij') else lower($1 collate "und-x-icu") collate "C" end;

create or replace function kontor_foreign_letters(value text) returns text
language plpgsql immutable strict parallel safe as $$
declare
  capitals text := kontor_upper(value);
begin
  if length(capitals) = length(value) then return capitals; end if;
  return (select string_agg(case when length(kontor_upper(one)) = 1 then kontor_upper(one) else one end, '' order by at)
    from string_to_table(value, null) with ordinality as letter(one, at));
end $$;

create or replace function kontor_letters(value text) returns text
language sql immutable strict parallel safe
return case when octet_length(value) = length(value) then upper(value collate "C")
  else kontor_foreign_letters(value) end;

create or replace function kontor_short(value text) returns text
language sql immutable parallel safe
return case when length(value) > 32767 then '􏿿' else value end;

create or replace function kontor_concat("values" text[]) returns text
language sql immutable parallel safe
return case when '􏿿' = any("values") then '􏿿' else kontor_short(array_to_string("values", '')) end;

create or replace function kontor_left(value text, size numeric) returns text
language sql immutable parallel safe
return case when value = '􏿿' or size = 'NaN'::numeric or trunc(size) < 0 then '􏿿'
  else left(value, kontor_whole(size)) end;

create or replace function kontor_right(value text, size numeric) returns text
language sql immutable parallel safe
return case when value = '􏿿' or size = 'NaN'::numeric or trunc(size) < 0 then '􏿿'
  else right(value, kontor_whole(size)) end;

create or replace function kontor_mid(value text, start numeric, size numeric) returns text
language sql immutable parallel safe
return case when value = '􏿿' or start = 'NaN'::numeric or size = 'NaN'::numeric or trunc(start) < 1 or trunc(size) < 0
  then '􏿿' else substr(value, kontor_whole(start), kontor_whole(size)) end;

create or replace function kontor_length(value text) returns numeric
language sql immutable parallel safe
return case when value = '􏿿' then 'NaN'::numeric else length(value)::numeric end;

create or replace function kontor_trim(value text) returns text
language sql immutable parallel safe
return btrim(regexp_replace(value, ' +', ' ', 'g'), ' ');

create or replace function kontor_substitute(value text, old text, fresh text, which numeric) returns text
language plpgsql immutable parallel safe as $$
declare
  parts text[];
  place integer;
begin
  if '􏿿' in (value, old, fresh) or which = 'NaN'::numeric or trunc(which) < 1 then return '􏿿'; end if;
  if old = '' then return value; end if;
  if which is null then
    if length(value) + (length(value) - length(replace(value, old, ''))) / length(old)
       * (length(fresh)::bigint - length(old)) > 32767 then return '􏿿'; end if;
    return replace(value, old, fresh);
  end if;
  place := kontor_whole(which);
  parts := string_to_array(value, old);
  if cardinality(parts) <= place then return value; end if;
  return kontor_short(array_to_string(parts[:place], old) || fresh || array_to_string(parts[place + 1:], old));
end $$;

create or replace function kontor_find(part text, value text, start numeric) returns numeric
language plpgsql immutable parallel safe as $$
declare
  first integer;
  found integer;
begin
  if '􏿿' in (part, value) or start = 'NaN'::numeric then return 'NaN'::numeric; end if;
  first := kontor_whole(start);
  if first < 1 or first > length(value) + 1 then return 'NaN'::numeric; end if;
  found := strpos(substr(value, first), part);
  return case when part = '' then first when found = 0 then 'NaN'::numeric else found + first - 1 end;
end $$;

create or replace function kontor_value(value text) returns numeric
language plpgsql immutable parallel safe as $$
declare
  found text[];
  digits text;
begin
  if value is null then return 0; end if;
  if length(value) > 1000 then return 'NaN'::numeric; end if;
  found := regexp_match(value,
    '^ *([+-]?)((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:[.][0-9]*)?)(?:[eE]([+-]?[0-9]{1,3}))? *(%?) *$');
  digits := replace(found[2], ',', '');
  if digits is null or digits !~ '[0-9]' then return 'NaN'::numeric; end if;
  return trim_scale(kontor_number((found[1] || '0' || digits || 'e'
    || (coalesce(found[3], '0')::integer - case when found[4] = '%' then 2 else 0 end))::numeric));
end $$;

create or replace function kontor_text(value numeric) returns text
language sql immutable strict parallel safe
return case when value = 'NaN'::numeric then '􏿿' else trim_scale(value)::text end;

create or replace function kontor_text(value smallint) returns text
language sql immutable strict parallel safe
return case value when 1 then 'TRUE' when 0 then 'FALSE' else '􏿿' end;

create or replace function kontor_text(value date) returns text
language sql immutable strict parallel safe
return case when value = 'infinity' then '􏿿' else to_char(value, 'YYYY-MM-DD') end;

create or replace function kontor_text(value timestamptz) returns text
language sql immutable strict parallel safe
return case when value = 'infinity' then '􏿿'
  when extract(microseconds from value)::bigint % 1000 = 0
    then to_char(value at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  else to_char(value at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end;

create or replace function kontor_text_number(value numeric, sections jsonb) returns text
language plpgsql immutable parallel safe as $$
declare
  section jsonb := sections -> 0;
  digits jsonb;
  minus text := '';
  figures text[];
  whole text;
begin
  if value = 'NaN'::numeric then return '􏿿'; end if;
  if value < 0 then
    if jsonb_array_length(sections) > 1 then section := sections -> 1; else minus := '-'; end if;
  elsif value = 0 and jsonb_array_length(sections) > 2 then section := sections -> 2;
  end if;
  digits := section -> 'digits';
  if jsonb_typeof(digits) = 'null' then
    return minus || (section ->> 'before') || (section ->> 'after');
  end if;
  figures := string_to_array(round(abs(value) * ('1e' || 2 * (digits ->> 'percents')::integer)::numeric,
    (digits ->> 'mostDecimals')::integer)::text, '.');
  whole := ltrim(figures[1], '0');
  whole := lpad(whole, greatest(length(whole), (digits ->> 'leastWhole')::integer), '0');
  if (digits ->> 'grouped')::boolean then
    whole := reverse(regexp_replace(reverse(whole), '([0-9]{3})(?=[0-9])', '\1,', 'g'));
  end if;
  figures[2] := rtrim(coalesce(figures[2], ''), '0');
  figures[2] := rpad(figures[2], greatest(length(figures[2]), (digits ->> 'leastDecimals')::integer), '0');
  return minus || (section ->> 'before') || whole
    || case when (digits ->> 'point')::boolean then '.' || figures[2] else '' end || (section ->> 'after');
end $$;

create or replace function kontor_text_day(value timestamp, template text) returns text
language sql immutable strict parallel safe
return case when value = 'infinity' then '􏿿' else to_char(value, template) end;

create or replace function kontor_local(instant timestamptz, zone text) returns timestamp
language plpgsql immutable strict parallel safe as $$
declare
  local timestamp := instant at time zone zone;
begin
  if local = 'infinity' then return local; end if;
  return case when local >= '0001-01-01' and local < '10000-01-01' then local end;
end $$;

create or replace function kontor_calendar(year integer, month integer, day integer) returns date
language plpgsql immutable parallel safe as $$
declare
  months integer := year * 12 + month - 1;
  result date;
begin
  if months < 12 or months >= 120000 then return 'infinity'; end if;
  result := make_date(months / 12, months % 12 + 1, 1) + (day - 1);
  return case when result between '0001-01-01' and '9999-12-31' then result else 'infinity' end;
end $$;

create or replace function kontor_date(year numeric, month numeric, day numeric) returns date
language sql immutable parallel safe
return case when 'NaN'::numeric in (year, month, day) or kontor_whole(year) not between 0 and 9999
    or abs(trunc(month)) > 1000000 or abs(trunc(day)) > 1000000 then 'infinity'
  else kontor_calendar(kontor_whole(year) + case when kontor_whole(year) < 1900 then 1900 else 0 end,
    kontor_whole(month), kontor_whole(day)) end;

create or replace function kontor_shift_day(day date, days numeric) returns date
language sql immutable parallel safe
return case when day = 'infinity' or days = 'NaN'::numeric then 'infinity' when day is null then null
  when trunc(days) between '0001-01-01' - day and '9999-12-31' - day then day + kontor_whole(days)
  else 'infinity' end;

create or replace function kontor_days_between(from_day date, until_day date) returns numeric
language sql immutable parallel safe
return case when from_day = 'infinity' or until_day = 'infinity' then 'NaN'::numeric else (until_day - from_day)::numeric end;

create or replace function kontor_shift_months(day date, months numeric) returns date
language plpgsql immutable parallel safe as $$
declare
  first date;
begin
  if day = 'infinity' or months = 'NaN'::numeric then return 'infinity'; end if;
  if day is null then return null; end if;
  if abs(trunc(months)) > 1000000 then return 'infinity'; end if;
  first := kontor_calendar(extract(year from day)::integer,
    extract(month from day)::integer + kontor_whole(months), 1);
  if first = 'infinity' then return first; end if;
  return least(first + (extract(day from day)::integer - 1), kontor_month_end(first));
end $$;

create or replace function kontor_month_end(day date) returns date
language sql immutable strict parallel safe
return case when day = 'infinity' then day else (date_trunc('month', day::timestamp) + interval '1 month - 1 day')::date end;

create or replace function kontor_day_part(part text, day date) returns numeric
language sql immutable strict parallel safe
return case when day = 'infinity' then 'NaN'::numeric when part = 'year' then extract(year from day)
  when part = 'month' then extract(month from day) else extract(day from day) end;

create or replace function kontor_weekday(day date, kind numeric) returns numeric
language plpgsql immutable parallel safe as $$
declare
  monday integer;
  way integer;
begin
  if day = 'infinity' or kind = 'NaN'::numeric then return 'NaN'::numeric; end if;
  if day is null then return null; end if;
  monday := extract(isodow from day)::integer - 1;
  way := kontor_whole(kind);
  return case
    when way = 1 then (monday + 1) % 7 + 1
    when way = 2 then monday + 1
    when way = 3 then monday
    when way between 11 and 17 then (monday - (way - 11) + 7) % 7 + 1
    else 'NaN'::numeric end;
end $$;

create or replace function kontor_workdays(from_day date, until_day date, free date[]) returns numeric
language plpgsql immutable parallel safe as $$
declare
  first date := least(from_day, until_day);
  last date := greatest(from_day, until_day);
  length integer;
  monday integer;
  rest integer;
  result integer;
begin
  if from_day = 'infinity' or until_day = 'infinity' or 'infinity' = any(free) then return 'NaN'::numeric; end if;
  if from_day is null or until_day is null then return null; end if;
  length := last - first + 1;
  monday := extract(isodow from first)::integer - 1;
  rest := length % 7;
  result := length / 7 * 5 + rest - greatest(0, least(monday + rest - 1, 6) - greatest(monday, 5) + 1);
  if free is not null then
    result := result - (select count(distinct holiday) from unnest(free) holiday
      where holiday between first and last and extract(isodow from holiday) < 6);
  end if;
  return case when from_day <= until_day then result else -result end;
end $$;

create or replace function kontor_day_of_text(value text) returns date
language plpgsql immutable strict parallel safe as $$
declare
  year integer;
  month integer;
  day integer;
begin
  if value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then return null; end if;
  year := substr(value, 1, 4)::integer;
  month := substr(value, 6, 2)::integer;
  day := substr(value, 9, 2)::integer;
  if year < 1 or month not between 1 and 12 or day < 1 then return null; end if;
  return case when day <= extract(day from kontor_month_end(make_date(year, month, 1)))
    then make_date(year, month, day) end;
end $$;

create or replace function kontor_compare("left" numeric, "right" numeric) returns integer
language sql immutable parallel safe
return case when "left" = 'NaN'::numeric or "right" = 'NaN'::numeric then 2
  when "left" is null and "right" is null then 0
  when "left" is null or "right" is null then 3
  when "left" < "right" then -1
  when "left" = "right" then 0 else 1 end;

create or replace function kontor_if_failed(value numeric, otherwise numeric) returns numeric
language plpgsql immutable parallel safe as $$
begin
  return case when value = 'NaN'::numeric then otherwise else value end;
end $$;

create or replace function kontor_position(value numeric, "values" numeric[]) returns integer
language plpgsql immutable parallel safe as $$
declare
  order_of integer;
begin
  for place in 1 .. cardinality("values") loop
    order_of := kontor_compare(value, "values"[place]);
    if order_of = 2 then return -1; end if;
    if order_of = 0 then return place; end if;
  end loop;
  return 0;
end $$;

create or replace function kontor_compare("left" text, "right" text) returns integer
language sql immutable parallel safe
return case when "left" = '􏿿' or "right" = '􏿿' then 2
  when "left" is null and "right" is null then 0
  when "left" is null or "right" is null then 3
  when kontor_letters("left") collate "C" < kontor_letters("right") collate "C" then -1
  when kontor_letters("left") collate "C" = kontor_letters("right") collate "C" then 0 else 1 end;

create or replace function kontor_if_failed(value text, otherwise text) returns text
language plpgsql immutable parallel safe as $$
begin
  return case when value = '􏿿' then otherwise else value end;
end $$;

create or replace function kontor_position(value text, "values" text[]) returns integer
language plpgsql immutable parallel safe as $$
declare
  order_of integer;
begin
  for place in 1 .. cardinality("values") loop
    order_of := kontor_compare(value, "values"[place]);
    if order_of = 2 then return -1; end if;
    if order_of = 0 then return place; end if;
  end loop;
  return 0;
end $$;

create or replace function kontor_compare("left" date, "right" date) returns integer
language sql immutable parallel safe
return case when "left" = 'infinity' or "right" = 'infinity' then 2
  when "left" is null and "right" is null then 0
  when "left" is null or "right" is null then 3
  when "left" < "right" then -1
  when "left" = "right" then 0 else 1 end;

create or replace function kontor_if_failed(value date, otherwise date) returns date
language plpgsql immutable parallel safe as $$
begin
  return case when value = 'infinity' then otherwise else value end;
end $$;

create or replace function kontor_position(value date, "values" date[]) returns integer
language plpgsql immutable parallel safe as $$
declare
  order_of integer;
begin
  for place in 1 .. cardinality("values") loop
    order_of := kontor_compare(value, "values"[place]);
    if order_of = 2 then return -1; end if;
    if order_of = 0 then return place; end if;
  end loop;
  return 0;
end $$;

create or replace function kontor_compare("left" timestamptz, "right" timestamptz) returns integer
language sql immutable parallel safe
return case when "left" = 'infinity' or "right" = 'infinity' then 2
  when "left" is null and "right" is null then 0
  when "left" is null or "right" is null then 3
  when "left" < "right" then -1
  when "left" = "right" then 0 else 1 end;

create or replace function kontor_if_failed(value timestamptz, otherwise timestamptz) returns timestamptz
language plpgsql immutable parallel safe as $$
begin
  return case when value = 'infinity' then otherwise else value end;
end $$;

create or replace function kontor_position(value timestamptz, "values" timestamptz[]) returns integer
language plpgsql immutable parallel safe as $$
declare
  order_of integer;
begin
  for place in 1 .. cardinality("values") loop
    order_of := kontor_compare(value, "values"[place]);
    if order_of = 2 then return -1; end if;
    if order_of = 0 then return place; end if;
  end loop;
  return 0;
end $$;

create or replace function kontor_compare("left" smallint, "right" smallint) returns integer
language sql immutable parallel safe
return case when "left" = (-1) or "right" = (-1) then 2
  when "left" is null and "right" is null then 0
  when "left" is null or "right" is null then 3
  when "left" < "right" then -1
  when "left" = "right" then 0 else 1 end;

create or replace function kontor_if_failed(value smallint, otherwise smallint) returns smallint
language plpgsql immutable parallel safe as $$
begin
  return case when value = (-1) then otherwise else value end;
end $$;

create or replace function kontor_position(value smallint, "values" smallint[]) returns integer
language plpgsql immutable parallel safe as $$
declare
  order_of integer;
begin
  for place in 1 .. cardinality("values") loop
    order_of := kontor_compare(value, "values"[place]);
    if order_of = 2 then return -1; end if;
    if order_of = 0 then return place; end if;
  end loop;
  return 0;
end $$;

create or replace function kontor_compare("left" uuid, "right" uuid) returns integer
language sql immutable parallel safe
return case when "left" = 'ffffffff-ffff-ffff-ffff-ffffffffffff' or "right" = 'ffffffff-ffff-ffff-ffff-ffffffffffff' then 2
  when "left" is null and "right" is null then 0
  when "left" is null or "right" is null then 3
  when "left" < "right" then -1
  when "left" = "right" then 0 else 1 end;

create or replace function kontor_if_failed(value uuid, otherwise uuid) returns uuid
language plpgsql immutable parallel safe as $$
begin
  return case when value = 'ffffffff-ffff-ffff-ffff-ffffffffffff' then otherwise else value end;
end $$;

create or replace function kontor_position(value uuid, "values" uuid[]) returns integer
language plpgsql immutable parallel safe as $$
declare
  order_of integer;
begin
  for place in 1 .. cardinality("values") loop
    order_of := kontor_compare(value, "values"[place]);
    if order_of = 2 then return -1; end if;
    if order_of = 0 then return place; end if;
  end loop;
  return 0;
end $$;

create or replace function kontor_least("values" numeric[]) returns numeric
language sql immutable parallel safe
return (select case when bool_or(value = 'NaN'::numeric) then 'NaN'::numeric else min(value) end from unnest("values") value);

create or replace function kontor_greatest("values" numeric[]) returns numeric
language sql immutable parallel safe
return (select case when bool_or(value = 'NaN'::numeric) then 'NaN'::numeric else max(value) end from unnest("values") value);

create or replace function kontor_least("values" date[]) returns date
language sql immutable parallel safe
return (select case when bool_or(value = 'infinity') then 'infinity' else min(value) end from unnest("values") value);

create or replace function kontor_greatest("values" date[]) returns date
language sql immutable parallel safe
return (select case when bool_or(value = 'infinity') then 'infinity' else max(value) end from unnest("values") value);

create or replace function kontor_least("values" timestamptz[]) returns timestamptz
language sql immutable parallel safe
return (select case when bool_or(value = 'infinity') then 'infinity' else min(value) end from unnest("values") value);

create or replace function kontor_greatest("values" timestamptz[]) returns timestamptz
language sql immutable parallel safe
return (select case when bool_or(value = 'infinity') then 'infinity' else max(value) end from unnest("values") value);

create or replace function kontor_truth(value numeric) returns smallint
language sql immutable strict parallel safe
return case when value = 'NaN'::numeric then -1 when value = 0 then 0 else 1 end::smallint;

create or replace function kontor_count_truth(value smallint) returns numeric
language sql immutable strict parallel safe
return case value when -1 then 'NaN'::numeric else value::numeric end;

create or replace function kontor_every("values" smallint[]) returns smallint
language sql immutable parallel safe
return case when -1 = any("values") then -1 else (select coalesce(bool_and(coalesce(value, 0) = 1), true)::integer
  from unnest("values") value) end::smallint;

create or replace function kontor_some("values" smallint[]) returns smallint
language sql immutable parallel safe
return case when -1 = any("values") then -1 else (select coalesce(bool_or(value = 1), false)::integer
  from unnest("values") value) end::smallint;

create or replace function kontor_pattern_parts(pattern text) returns text[]
language plpgsql immutable strict parallel safe as $$
declare
  parts text[] := array[''];
  letters text[] := string_to_array(pattern, null);
  at integer := 1;
  one text;
begin
  while at <= coalesce(cardinality(letters), 0) loop
    one := letters[at];
    if one = '*' then parts := array_append(parts, '');
    else
      if one = '?' then one := '􏿾';
      elsif one = '~' and letters[at + 1] in ('*', '?', '~') then
        at := at + 1;
        one := letters[at];
      end if;
      parts[cardinality(parts)] := parts[cardinality(parts)] || one;
    end if;
    at := at + 1;
  end loop;
  return parts;
end $$;

create or replace function kontor_find_part(part text, value text, start integer) returns integer
language plpgsql immutable strict parallel safe as $$
declare
  found integer;
  pattern text;
begin
  if strpos(part, '􏿾') = 0 then
    found := strpos(substr(value, start), part);
    return case when part = '' then start when found = 0 then 0 else found + start - 1 end;
  end if;
  pattern := replace(regexp_replace(part, '[^[:alnum:]]', '\\\&', 'g'), '\􏿾', '.');
  found := regexp_instr(substr(value, start), pattern);
  return case when found = 0 then 0 else found + start - 1 end;
end $$;

create or replace function kontor_search(pattern text, value text, start numeric) returns numeric
language plpgsql immutable parallel safe as $$
declare
  first integer;
  found integer;
  result integer;
  letters text;
  part text;
begin
  if '􏿿' in (pattern, value) or start = 'NaN'::numeric then return 'NaN'::numeric; end if;
  first := kontor_whole(start);
  if first < 1 or first > length(value) + 1 then return 'NaN'::numeric; end if;
  letters := kontor_letters(value);
  foreach part in array kontor_pattern_parts(kontor_letters(pattern)) loop
    found := kontor_find_part(part, letters, first);
    if found = 0 then return 'NaN'::numeric; end if;
    result := coalesce(result, found);
    first := found + length(part);
  end loop;
  return result;
end $$;

create or replace function kontor_fits(pattern text, value text) returns boolean
language sql immutable strict parallel safe
return kontor_letters(value) like (select string_agg(
    replace(replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_'), '􏿾', '_'), '%' order by at)
  from unnest(kontor_pattern_parts(kontor_letters(pattern))) with ordinality as piece(part, at));

create or replace function kontor_operator(criterion text) returns text
language sql immutable parallel safe
return coalesce(substring(criterion from '^(?:<>|<=|>=|<|>|=)'), '');

create or replace function kontor_sign_fits(operator text, sign integer) returns smallint
language sql immutable parallel safe
return (case operator when '<' then sign < 0 when '<=' then sign <= 0 when '>' then sign > 0
  when '>=' then sign >= 0 when '<>' then sign <> 0 else sign = 0 end)::integer::smallint;

create or replace function kontor_meets(value numeric, criterion text) returns smallint
language plpgsql immutable parallel safe as $$
declare
  operator text := kontor_operator(criterion);
  wanted text := substr(criterion, length(operator) + 1);
  bound numeric;
begin
  if criterion = '􏿿' then return -1; end if;
  if value = 'NaN'::numeric then return 0; end if;
  if operator in ('', '=', '<>') and wanted = '' then
    return ((value is null) = (operator <> '<>'))::integer::smallint;
  end if;
  bound := nullif(kontor_value(wanted), 'NaN'::numeric);
  if value is null or bound is null then return (operator = '<>')::integer::smallint; end if;
  return kontor_sign_fits(operator, case when value < bound then -1 when value > bound then 1 else 0 end);
end $$;

create or replace function kontor_meets(value date, criterion text) returns smallint
language plpgsql immutable parallel safe as $$
declare
  operator text := kontor_operator(criterion);
  wanted text := substr(criterion, length(operator) + 1);
  bound date;
begin
  if criterion = '􏿿' then return -1; end if;
  if value = 'infinity' then return 0; end if;
  if operator in ('', '=', '<>') and wanted = '' then
    return ((value is null) = (operator <> '<>'))::integer::smallint;
  end if;
  bound := kontor_day_of_text(wanted);
  if value is null or bound is null then return (operator = '<>')::integer::smallint; end if;
  return kontor_sign_fits(operator, case when value < bound then -1 when value > bound then 1 else 0 end);
end $$;

create or replace function kontor_meets(value smallint, criterion text) returns smallint
language plpgsql immutable parallel safe as $$
declare
  operator text := kontor_operator(criterion);
  wanted text := substr(criterion, length(operator) + 1);
  bound smallint;
begin
  if criterion = '􏿿' then return -1; end if;
  if value = -1 then return 0; end if;
  if operator in ('', '=', '<>') and wanted = '' then
    return ((value is null) = (operator <> '<>'))::integer::smallint;
  end if;
  bound := case kontor_letters(wanted) when 'TRUE' then 1 when 'FALSE' then 0 end::smallint;
  if value is null or bound is null then return (operator = '<>')::integer::smallint; end if;
  return kontor_sign_fits(operator, case when value < bound then -1 when value > bound then 1 else 0 end);
end $$;

create or replace function kontor_meets(value text, criterion text) returns smallint
language plpgsql immutable parallel safe as $$
declare
  operator text := kontor_operator(criterion);
  wanted text := substr(criterion, length(operator) + 1);
  one text;
  other text;
begin
  if criterion = '􏿿' then return -1; end if;
  if value = '􏿿' then return 0; end if;
  if operator in ('', '=', '<>') then
    return ((case when wanted = '' then coalesce(value, '') = ''
                  else coalesce(kontor_fits(wanted, value), false) end) = (operator <> '<>'))::integer::smallint;
  end if;
  if value is null then return 0; end if;
  one := kontor_letters(value) collate "C";
  other := kontor_letters(wanted) collate "C";
  return kontor_sign_fits(operator,
    case when one < other collate "C" then -1 when one > other collate "C" then 1 else 0 end);
end $$;

create or replace function kontor_digits(text) returns text
language sql immutable strict parallel safe
return regexp_replace($1 collate "C", '[^0-9]+', '', 'g');

create table "user" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "email" text collate kontor_order,
  "active" boolean,
  "language" text collate kontor_order,
  "superior" uuid,
  "picture" uuid,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  constraint "user_pkey" primary key (id)
);

create table "user_post" (
  "id" uuid not null,
  "user" uuid not null,
  "post" uuid,
  "company" uuid,
  "from" date,
  "until" date,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "user_post_pkey" primary key (id)
);

create table "post" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "key" text collate kontor_order,
  "superior" uuid,
  "administrator" boolean,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  constraint "post_pkey" primary key (id)
);

create table "grant" (
  "id" uuid not null,
  "post" uuid,
  "object" text collate kontor_order,
  "actions" text[],
  "rows" jsonb,
  "see" text[],
  "change" text[],
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "grant_pkey" primary key (id)
);

create table "company" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "country" text collate kontor_order,
  "tax_id" text collate kontor_order,
  "currency" text collate kontor_order,
  "time_zone" text collate kontor_order,
  "language" text collate kontor_order,
  "working_days" text[],
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  constraint "company_pkey" primary key (id)
);

create table "company_holiday" (
  "id" uuid not null,
  "company" uuid not null,
  "day" date,
  "name" text collate kontor_order,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "company_holiday_pkey" primary key (id)
);

create table "currency" (
  "id" uuid not null,
  "code" text collate kontor_order,
  "name" text collate kontor_order,
  "decimals" bigint,
  "active" boolean,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "currency_pkey" primary key (id)
);

create table "exchange_rate" (
  "id" uuid not null,
  "base" text collate kontor_order,
  "currency" text collate kontor_order,
  "day" date,
  "rate" numeric,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "exchange_rate_pkey" primary key (id)
);

create table "tag" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "hue" text collate kontor_order,
  "objects" text[],
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "tag_pkey" primary key (id)
);

create table "view" (
  "id" uuid not null,
  "object" text collate kontor_order,
  "name" text collate kontor_order,
  "user" uuid,
  "post" uuid,
  "shared" boolean,
  "columns" jsonb,
  "where" jsonb,
  "sort" jsonb,
  "layout" jsonb,
  "position" bigint,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "view_pkey" primary key (id)
);

create table "file" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "type" text collate kontor_order,
  "size" bigint,
  "hash" text collate kontor_order,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "file_pkey" primary key (id)
);

create table "setting" (
  "id" uuid not null,
  "key" text collate kontor_order,
  "value" jsonb,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "setting_pkey" primary key (id)
);

create table "category" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "parent" uuid,
  "roles" text[],
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  constraint "category_pkey" primary key (id)
);

create table "party" (
  "id" uuid not null,
  "number" text collate kontor_order,
  "kind" text collate kontor_order,
  "name" text collate kontor_order,
  "tax_id" text collate kontor_order,
  "registration_number" text collate kontor_order,
  "country" text collate kontor_order,
  "city" text collate kontor_order,
  "email" text collate kontor_order,
  "phone" text collate kontor_order,
  "website" text collate kontor_order,
  "industry" text collate kontor_order,
  "language" text collate kontor_order,
  "tags" text[],
  "notes" text collate kontor_order,
  "picture" uuid,
  "parent" uuid,
  "payer" uuid,
  "companies" uuid[],
  "is_customer" boolean not null default false,
  "customer__status" text collate kontor_order,
  "customer__category" uuid,
  "customer__credit_limit" numeric,
  "customer__credit_currency" text collate kontor_order,
  "customer__payment_days" bigint,
  "customer__payment_method" text collate kontor_order,
  "customer__importance" text collate kontor_order,
  "customer__manager" uuid,
  "customer__status_reason" text collate kontor_order,
  "customer__status_memo" text collate kontor_order,
  "is_supplier" boolean not null default false,
  "supplier__status" text collate kontor_order,
  "supplier__category" uuid,
  "supplier__credit_limit" numeric,
  "supplier__credit_currency" text collate kontor_order,
  "supplier__payment_days" bigint,
  "supplier__payment_method" text collate kontor_order,
  "supplier__importance" text collate kontor_order,
  "supplier__manager" uuid,
  "supplier__status_reason" text collate kontor_order,
  "supplier__status_memo" text collate kontor_order,
  "is_contact" boolean not null default false,
  "contact__status" text collate kontor_order,
  "contact__category" uuid,
  "contact__position" text collate kontor_order,
  "contact__importance" text collate kontor_order,
  "contact__manager" uuid,
  "contact__status_reason" text collate kontor_order,
  "contact__status_memo" text collate kontor_order,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  "match_keys" integer[],
  constraint "party_pkey" primary key (id)
);

create table "party_address" (
  "id" uuid not null,
  "party" uuid not null,
  "purpose" text collate kontor_order,
  "street" text collate kontor_order,
  "city" text collate kontor_order,
  "region" text collate kontor_order,
  "postal_code" text collate kontor_order,
  "country" text collate kontor_order,
  "main" boolean,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "party_address_pkey" primary key (id)
);

create table "party_phone" (
  "id" uuid not null,
  "party" uuid not null,
  "number" text collate kontor_order,
  "purpose" text collate kontor_order,
  "main" boolean,
  "note" text collate kontor_order,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "party_phone_pkey" primary key (id)
);

create table "party_email" (
  "id" uuid not null,
  "party" uuid not null,
  "email" text collate kontor_order,
  "purpose" text collate kontor_order,
  "main" boolean,
  "note" text collate kontor_order,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "party_email_pkey" primary key (id)
);

create table "party_bank_account" (
  "id" uuid not null,
  "party" uuid not null,
  "account" text collate kontor_order,
  "bank" text collate kontor_order,
  "currency" text collate kontor_order,
  "main" boolean,
  "note" text collate kontor_order,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "party_bank_account_pkey" primary key (id)
);

create table "party_identifier" (
  "id" uuid not null,
  "party" uuid not null,
  "kind" text collate kontor_order,
  "value" text collate kontor_order,
  "country" text collate kontor_order,
  "until" date,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "party_identifier_pkey" primary key (id)
);

create table "company_terms" (
  "id" uuid not null,
  "party" uuid not null,
  "company" uuid,
  "credit_limit" numeric,
  "payment_days" bigint,
  "manager" uuid,
  "blocked" boolean,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "company_terms_pkey" primary key (id)
);

create table "contact_link" (
  "id" uuid not null,
  "contact" uuid,
  "customer" uuid,
  "supplier" uuid,
  "position" text collate kontor_order,
  "main" boolean,
  "from" date,
  "until" date,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "contact_link_pkey" primary key (id)
);

create table "supplier_link" (
  "id" uuid not null,
  "customer" uuid,
  "supplier" uuid,
  "note" text collate kontor_order,
  "from" date,
  "until" date,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "supplier_link_pkey" primary key (id)
);

create table "activity" (
  "id" uuid not null,
  "party" uuid,
  "kind" text collate kontor_order,
  "subject" text collate kontor_order,
  "text" text collate kontor_order,
  "at" timestamp with time zone,
  "due" date,
  "owner" uuid,
  "done" boolean,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  constraint "activity_pkey" primary key (id)
);

create table "party_file" (
  "id" uuid not null,
  "party" uuid,
  "name" text collate kontor_order,
  "file" uuid,
  "kind" text collate kontor_order,
  "expires" date,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  constraint "party_file_pkey" primary key (id)
);

alter table "user" add constraint "user_superior_fkey" foreign key ("superior") references "user"(id) on delete restrict deferrable;

alter table "user" add constraint "user_picture_fkey" foreign key ("picture") references "file"(id) on delete restrict deferrable;

alter table "user_post" add constraint "user_post_user_fkey" foreign key ("user") references "user"(id) on delete cascade deferrable;

alter table "user_post" add constraint "user_post_post_fkey" foreign key ("post") references "post"(id) on delete restrict deferrable;

alter table "user_post" add constraint "user_post_company_fkey" foreign key ("company") references "company"(id) on delete restrict deferrable;

alter table "post" add constraint "post_superior_fkey" foreign key ("superior") references "post"(id) on delete restrict deferrable;

alter table "grant" add constraint "grant_post_fkey" foreign key ("post") references "post"(id) on delete restrict deferrable;

alter table "company_holiday" add constraint "company_holiday_company_fkey" foreign key ("company") references "company"(id) on delete cascade deferrable;

alter table "view" add constraint "view_user_fkey" foreign key ("user") references "user"(id) on delete restrict deferrable;

alter table "view" add constraint "view_post_fkey" foreign key ("post") references "post"(id) on delete restrict deferrable;

alter table "category" add constraint "category_parent_fkey" foreign key ("parent") references "category"(id) on delete restrict deferrable;

alter table "party" add constraint "party_picture_fkey" foreign key ("picture") references "file"(id) on delete restrict deferrable;

alter table "party" add constraint "party_parent_fkey" foreign key ("parent") references "party"(id) on delete restrict deferrable;

alter table "party" add constraint "party_payer_fkey" foreign key ("payer") references "party"(id) on delete restrict deferrable;

alter table "party" add constraint "party_customer__category_fkey" foreign key ("customer__category") references "category"(id) on delete restrict deferrable;

alter table "party" add constraint "party_customer__manager_fkey" foreign key ("customer__manager") references "user"(id) on delete restrict deferrable;

alter table "party" add constraint "party_supplier__category_fkey" foreign key ("supplier__category") references "category"(id) on delete restrict deferrable;

alter table "party" add constraint "party_supplier__manager_fkey" foreign key ("supplier__manager") references "user"(id) on delete restrict deferrable;

alter table "party" add constraint "party_contact__category_fkey" foreign key ("contact__category") references "category"(id) on delete restrict deferrable;

alter table "party" add constraint "party_contact__manager_fkey" foreign key ("contact__manager") references "user"(id) on delete restrict deferrable;

alter table "party_address" add constraint "party_address_party_fkey" foreign key ("party") references "party"(id) on delete cascade deferrable;

alter table "party_phone" add constraint "party_phone_party_fkey" foreign key ("party") references "party"(id) on delete cascade deferrable;

alter table "party_email" add constraint "party_email_party_fkey" foreign key ("party") references "party"(id) on delete cascade deferrable;

alter table "party_bank_account" add constraint "party_bank_account_party_fkey" foreign key ("party") references "party"(id) on delete cascade deferrable;

alter table "party_identifier" add constraint "party_identifier_party_fkey" foreign key ("party") references "party"(id) on delete cascade deferrable;

alter table "company_terms" add constraint "company_terms_party_fkey" foreign key ("party") references "party"(id) on delete cascade deferrable;

alter table "company_terms" add constraint "company_terms_company_fkey" foreign key ("company") references "company"(id) on delete restrict deferrable;

alter table "company_terms" add constraint "company_terms_manager_fkey" foreign key ("manager") references "user"(id) on delete restrict deferrable;

alter table "contact_link" add constraint "contact_link_contact_fkey" foreign key ("contact") references "party"(id) on delete restrict deferrable;

alter table "contact_link" add constraint "contact_link_customer_fkey" foreign key ("customer") references "party"(id) on delete restrict deferrable;

alter table "contact_link" add constraint "contact_link_supplier_fkey" foreign key ("supplier") references "party"(id) on delete restrict deferrable;

alter table "supplier_link" add constraint "supplier_link_customer_fkey" foreign key ("customer") references "party"(id) on delete restrict deferrable;

alter table "supplier_link" add constraint "supplier_link_supplier_fkey" foreign key ("supplier") references "party"(id) on delete restrict deferrable;

alter table "activity" add constraint "activity_party_fkey" foreign key ("party") references "party"(id) on delete restrict deferrable;

alter table "activity" add constraint "activity_owner_fkey" foreign key ("owner") references "user"(id) on delete restrict deferrable;

alter table "party_file" add constraint "party_file_party_fkey" foreign key ("party") references "party"(id) on delete restrict deferrable;

alter table "party_file" add constraint "party_file_file_fkey" foreign key ("file") references "file"(id) on delete restrict deferrable;

create unique index "user_email_key" on "user" using btree ("email") where "email" is not null;

create index "user_superior_idx" on "user" using btree ("superior") where "superior" is not null;

create index "user_picture_idx" on "user" using btree ("picture") where "picture" is not null;

create index "user_name_idx" on "user" using btree ("name", "id");

create index "user_search_grams_idx" on "user" using gin (search_grams);

create index "user_search_key_idx" on "user" using btree ("search_key", "id");

create index "user_post_post_idx" on "user_post" using btree ("post") where "post" is not null;

create index "user_post_company_idx" on "user_post" using btree ("company") where "company" is not null;

create index "user_post_user_position_idx" on "user_post" using btree ("user", "position");

create unique index "post_key_key" on "post" using btree ("key") where "key" is not null;

create index "post_superior_idx" on "post" using btree ("superior") where "superior" is not null;

create index "post_name_idx" on "post" using btree ("name", "id");

create index "post_search_grams_idx" on "post" using gin (search_grams);

create index "post_search_key_idx" on "post" using btree ("search_key", "id");

create index "grant_post_idx" on "grant" using btree ("post") where "post" is not null;

create index "grant_object_idx" on "grant" using btree ("object", "id");

create unique index "company_name_key" on "company" using btree ("name") where "name" is not null;

create index "company_name_idx" on "company" using btree ("name", "id");

create index "company_search_grams_idx" on "company" using gin (search_grams);

create index "company_search_key_idx" on "company" using btree ("search_key", "id");

create index "company_holiday_company_position_idx" on "company_holiday" using btree ("company", "position");

create unique index "currency_code_key" on "currency" using btree ("code") where "code" is not null;

create index "currency_code_idx" on "currency" using btree ("code", "id");

create index "exchange_rate_currency_idx" on "exchange_rate" using btree ("currency", "id");

create index "exchange_rate_day_idx" on "exchange_rate" using btree ("day", "id");

create index "exchange_rate_base_currency_day_idx" on "exchange_rate" using btree ("base", "currency", "day", "id");

create unique index "tag_name_key" on "tag" using btree ("name") where "name" is not null;

create index "tag_name_idx" on "tag" using btree ("name", "id");

create index "view_object_idx" on "view" using btree ("object", "id");

create index "view_user_idx" on "view" using btree ("user") where "user" is not null;

create index "view_post_idx" on "view" using btree ("post") where "post" is not null;

create index "view_name_idx" on "view" using btree ("name", "id");

create index "view_object_name_idx" on "view" using btree ("object", "name", "id");

create index "file_hash_idx" on "file" using btree ("hash", "id");

create index "file_name_idx" on "file" using btree ("name", "id");

create index "file_created_at_idx" on "file" using btree ("created_at", "id");

create unique index "setting_key_key" on "setting" using btree ("key") where "key" is not null;

create index "setting_key_idx" on "setting" using btree ("key", "id");

create index "category_parent_idx" on "category" using btree ("parent") where "parent" is not null;

create index "category_name_idx" on "category" using btree ("name", "id");

create index "category_search_grams_idx" on "category" using gin (search_grams);

create index "category_search_key_idx" on "category" using btree ("search_key", "id");

create unique index "party_number_key" on "party" using btree ("number") where "number" is not null;

create index "party_tax_id_idx" on "party" using btree ("tax_id", "id");

create index "party_registration_number_idx" on "party" using btree ("registration_number", "id");

create index "party_country_idx" on "party" using btree ("country", "id");

create index "party_city_idx" on "party" using btree ("city", "id");

create index "party_email_idx" on "party" using btree ("email", "id");

create index "party_phone_idx" on "party" using btree ("phone", "id");

create index "party_tags_idx" on "party" using gin ("tags");

create index "party_picture_idx" on "party" using btree ("picture") where "picture" is not null;

create index "party_parent_idx" on "party" using btree ("parent") where "parent" is not null;

create index "party_payer_idx" on "party" using btree ("payer") where "payer" is not null;

create index "party_companies_idx" on "party" using gin ("companies");

create index "party_name_idx" on "party" using btree ("name", "id");

create index "party_customer__status_idx" on "party" using btree ("customer__status", "id") where "is_customer";

create index "party_customer__category_idx" on "party" using btree ("customer__category") where "is_customer" and "customer__category" is not null;

create index "party_customer__credit_limit_idx" on "party" using btree ("customer__credit_limit", "id") where "is_customer";

create index "party_customer__importance_idx" on "party" using btree ("customer__importance", "id") where "is_customer";

create index "party_customer_name_idx" on "party" using btree ("name", "id") where "is_customer";

create index "party_customer_city_name_idx" on "party" using btree ("city", "name", "id") where "is_customer";

create index "party_customer_country_name_idx" on "party" using btree ("country", "name", "id") where "is_customer";

create index "party_customer_customer__manager_name_idx" on "party" using btree ("customer__manager", "name", "id") where "is_customer";

create index "party_supplier__status_idx" on "party" using btree ("supplier__status", "id") where "is_supplier";

create index "party_supplier__category_idx" on "party" using btree ("supplier__category") where "is_supplier" and "supplier__category" is not null;

create index "party_supplier__credit_limit_idx" on "party" using btree ("supplier__credit_limit", "id") where "is_supplier";

create index "party_supplier__importance_idx" on "party" using btree ("supplier__importance", "id") where "is_supplier";

create index "party_supplier_name_idx" on "party" using btree ("name", "id") where "is_supplier";

create index "party_supplier_city_name_idx" on "party" using btree ("city", "name", "id") where "is_supplier";

create index "party_supplier_country_name_idx" on "party" using btree ("country", "name", "id") where "is_supplier";

create index "party_supplier_supplier__manager_name_idx" on "party" using btree ("supplier__manager", "name", "id") where "is_supplier";

create index "party_contact__status_idx" on "party" using btree ("contact__status", "id") where "is_contact";

create index "party_contact__category_idx" on "party" using btree ("contact__category") where "is_contact" and "contact__category" is not null;

create index "party_contact__importance_idx" on "party" using btree ("contact__importance", "id") where "is_contact";

create index "party_contact_name_idx" on "party" using btree ("name", "id") where "is_contact";

create index "party_contact_city_name_idx" on "party" using btree ("city", "name", "id") where "is_contact";

create index "party_contact_contact__manager_name_idx" on "party" using btree ("contact__manager", "name", "id") where "is_contact";

create index "party_search_grams_idx" on "party" using gin (search_grams);

create index "party_search_key_idx" on "party" using btree ("search_key", "id");

create index "party_number_digits_idx" on "party" using btree ((kontor_digits("number") collate "C"), "id");

create index "party_tax_id_digits_idx" on "party" using btree ((kontor_digits("tax_id") collate "C"), "id");

create index "party_registration_number_digits_idx" on "party" using btree ((kontor_digits("registration_number") collate "C"), "id");

create index "party_customer__manager_search_key_idx" on "party" using btree ("customer__manager", "search_key", "id") where "is_customer" and "customer__manager" is not null;

create index "party_supplier__manager_search_key_idx" on "party" using btree ("supplier__manager", "search_key", "id") where "is_supplier" and "supplier__manager" is not null;

create index "party_contact__manager_search_key_idx" on "party" using btree ("contact__manager", "search_key", "id") where "is_contact" and "contact__manager" is not null;

create index "party_match_keys_idx" on "party" using gin (match_keys);

create index "party_address_street_idx" on "party_address" using btree ("street", "id");

create index "party_address_party_position_idx" on "party_address" using btree ("party", "position");

create index "party_phone_number_idx" on "party_phone" using btree ("number", "id");

create index "party_phone_party_position_idx" on "party_phone" using btree ("party", "position");

create index "party_email_email_idx" on "party_email" using btree ("email", "id");

create index "party_email_party_position_idx" on "party_email" using btree ("party", "position");

create index "party_bank_account_account_idx" on "party_bank_account" using btree ("account", "id");

create index "party_bank_account_party_position_idx" on "party_bank_account" using btree ("party", "position");

create index "party_identifier_value_idx" on "party_identifier" using btree ("value", "id");

create index "party_identifier_party_position_idx" on "party_identifier" using btree ("party", "position");

create index "company_terms_manager_idx" on "company_terms" using btree ("manager") where "manager" is not null;

create index "company_terms_company_idx" on "company_terms" using btree ("company", "id");

create index "company_terms_party_position_idx" on "company_terms" using btree ("party", "position");

create index "contact_link_contact_idx" on "contact_link" using btree ("contact") where "contact" is not null;

create index "contact_link_customer_idx" on "contact_link" using btree ("customer") where "customer" is not null;

create index "contact_link_supplier_idx" on "contact_link" using btree ("supplier") where "supplier" is not null;

create index "contact_link_position_idx" on "contact_link" using btree ("position", "id");

create index "contact_link_created_at_idx" on "contact_link" using btree ("created_at", "id");

create index "supplier_link_customer_idx" on "supplier_link" using btree ("customer") where "customer" is not null;

create index "supplier_link_supplier_idx" on "supplier_link" using btree ("supplier") where "supplier" is not null;

create index "supplier_link_note_idx" on "supplier_link" using btree ("note", "id");

create index "supplier_link_created_at_idx" on "supplier_link" using btree ("created_at", "id");

create index "activity_party_idx" on "activity" using btree ("party") where "party" is not null;

create index "activity_kind_idx" on "activity" using btree ("kind", "id");

create index "activity_at_idx" on "activity" using btree ("at", "id");

create index "activity_due_idx" on "activity" using btree ("due", "id");

create index "activity_subject_idx" on "activity" using btree ("subject", "id");

create index "activity_created_at_idx" on "activity" using btree ("created_at", "id");

create index "activity_owner_due_idx" on "activity" using btree ("owner", "due", "id");

create index "activity_search_grams_idx" on "activity" using gin (search_grams);

create index "activity_search_key_idx" on "activity" using btree ("search_key", "id");

create index "activity_owner_search_key_idx" on "activity" using btree ("owner", "search_key", "id") where "owner" is not null;

create index "party_file_party_idx" on "party_file" using btree ("party") where "party" is not null;

create index "party_file_file_idx" on "party_file" using btree ("file") where "file" is not null;

create index "party_file_expires_idx" on "party_file" using btree ("expires", "id");

create index "party_file_name_idx" on "party_file" using btree ("name", "id");

create index "party_file_created_at_idx" on "party_file" using btree ("created_at", "id");

create index "party_file_search_grams_idx" on "party_file" using gin (search_grams);

create index "party_file_search_key_idx" on "party_file" using btree ("search_key", "id");

create index "party_file_created_by_search_key_idx" on "party_file" using btree ("created_by", "search_key", "id") where "created_by" is not null;

create trigger "user_notice" after insert or delete or update on "user" for each statement execute function kontor_notice('kontor_access');

create trigger "user_post_notice" after insert or delete or update on "user_post" for each statement execute function kontor_notice('kontor_access');

create trigger "post_notice" after insert or delete or update on "post" for each statement execute function kontor_notice('kontor_access');

create trigger "grant_notice" after insert or delete or update on "grant" for each statement execute function kontor_notice('kontor_access');

create trigger "company_notice" after insert or delete or update on "company" for each statement execute function kontor_notice('kontor_settings');

create trigger "company_holiday_notice" after insert or delete or update on "company_holiday" for each statement execute function kontor_notice('kontor_settings');

create trigger "setting_notice" after insert or delete or update on "setting" for each statement execute function kontor_notice('kontor_settings');
